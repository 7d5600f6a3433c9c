"""``python -m tests.soak``: every comparison ``--count`` times on all cores; 1 where both ever disagree."""

import argparse
import os
import random
import secrets
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from tests.soak.comparisons import COMPARISONS

_CHUNK = 5_000
_SHOWN = 5


def compare(name, seed, chunk, count):
    """Return (seconds, {outcome: how often}, counter-examples) of ``count`` cases, the same for the same seed."""
    rng, outcomes, wrong = random.Random(f"{seed} {name} {chunk}"), Counter(), []
    began = time.perf_counter()
    for _each in range(count):
        outcome, problem = COMPARISONS[name](rng)
        outcomes[outcome] += 1
        if problem is not None:
            wrong.append(problem)
    return time.perf_counter() - began, outcomes, wrong


def sizes(count):
    """Return the sizes of the chunks that make ``count``."""
    return [_CHUNK] * (count // _CHUNK) + [count % _CHUNK] * (count % _CHUNK > 0)


def run(name, seed, count, pool, say=print):
    """Compare, say how it went, and return the number of counter-examples."""
    began, chunks = time.perf_counter(), sizes(count)
    seconds, outcomes, wrong = 0.0, Counter(), []
    for spent, seen, found in pool.map(partial(compare, name, seed), range(len(chunks)), chunks):
        seconds, outcomes = seconds + spent, outcomes + seen
        wrong += found
    told = ", ".join(f"{outcome} {number:,}" for outcome, number in outcomes.most_common())
    say(f"{name:<14} {outcomes.total():>10,} compared  {len(wrong):>3} counter-examples  "
        f"{time.perf_counter() - began:7.1f} s ({seconds * 1e6 / max(count, 1):.0f} µs each)  {told}")
    for each in wrong[:_SHOWN]:
        say(f"  {each}")
    return len(wrong)


def positive(text):
    """Return a whole number from 1 on."""
    if not (text.isascii() and text.isdecimal() and int(text)):
        raise argparse.ArgumentTypeError(f"expected a whole number from 1 on, not {text!r}")
    return int(text)


def main(argv=None):
    """Run all comparisons, or those that are named; return 1 if there was a counter-example, else 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("comparisons", nargs="*", metavar="NAME", help=f"only these: {', '.join(COMPARISONS)}")
    parser.add_argument("--count", type=positive, default=1_000_000, help="how often each (default: a million)")
    parser.add_argument("--seed", default=None, help="draw the cases of an earlier run again")
    parser.add_argument("--processes", type=positive, default=os.cpu_count(), help="default: all cores")
    args = parser.parse_args(argv)
    if unknown := set(args.comparisons) - set(COMPARISONS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(COMPARISONS)}")
    seed, began = args.seed or secrets.token_hex(4), time.perf_counter()
    print(f"seed {seed}, {args.count:,} cases each, {args.processes} processes", flush=True)
    with ProcessPoolExecutor(args.processes) as pool:
        wrong = sum(run(name, seed, args.count, pool, partial(print, flush=True))
                    for name in args.comparisons or COMPARISONS)
    print(f"{wrong} counter-examples in {time.perf_counter() - began:.0f} s (seed {seed})")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
