"""The rules against exact fractions as often as one likes: ``python -m tests.soak --count 1000000``; not collected."""
