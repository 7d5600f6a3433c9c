"""Repeatable measurements of the real application: ``python -m bench`` prints one JSON document."""
