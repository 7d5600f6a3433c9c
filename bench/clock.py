"""Measuring: so many runs, each of so many calls, of one thing or of several in turns."""

import time


def cpu_ms(call, *, runs, calls, before=None):
    """Return the CPU milliseconds of one ``call(number)``, one value a run; the whole process is counted.

    :param before: done before each call and not counted.
    """
    return in_turns([call], runs=runs, calls=calls, before=before)[0]


def in_turns(works, *, runs, calls, before=None):
    """Return the runs of several works, measured in turns, so that what slows the machine slows all of them."""
    found = [[] for _work in works]
    for _run in range(runs):
        for values, work in zip(found, works, strict=True):
            values.append(_run_of(work, calls, before))
    return found


def _run_of(work, calls, before):
    if before is None:
        start = time.process_time()
        for number in range(calls):
            work(number)
        return (time.process_time() - start) * 1000 / calls
    spent = 0.0
    for number in range(calls):
        before(number)
        start = time.process_time()
        work(number)
        spent += time.process_time() - start
    return spent * 1000 / calls


def timed(work):
    """Return (answer, CPU milliseconds, milliseconds on the wall) of one ``work()``."""
    cpu, wall = time.process_time(), time.perf_counter()
    answer = work()
    return answer, (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000
