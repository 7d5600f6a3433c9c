"""How much is written in a second: one writer, and eight at once in eight schools or in one."""

import time
from random import Random
from threading import Barrier, Thread

import transaction
from ZODB.POSException import ConflictError

from bench import tree
from bench.figures import figure, ratio
from bench.storage import Written
from eduportal.content.portal import portal_of
from eduportal.content.turnstile import Passage
from tests import factories

_WRITERS = 8
_ATTEMPTS = 8


class Writer:
    """One thread's way into the database: a connection for each attempt, the whole work again after a conflict.

    With a ``place`` it takes turns after a conflict with all who write there, as requests do in their unit
    (:mod:`eduportal.content.turnstile`); without one it tries again after a wait by chance.
    """

    def __init__(self, site, place=None):
        self.site, self.place, self.conflicts, self.failed, self.waits = site, place, 0, 0, Random(1)

    def save(self, work):
        """Run ``work(portal)`` and commit, as pyramid_retry does; return the seconds that it took on the wall."""
        start = time.perf_counter()
        passage = Passage(self.place) if self.place is not None else None
        try:
            self.failed += not any(self._tried(work, attempt, passage) for attempt in range(_ATTEMPTS))
        finally:
            if passage is not None:
                passage.end()
        return time.perf_counter() - start

    def _tried(self, work, attempt, passage):
        """Return whether this attempt succeeded; after one that did not, wait for the next."""
        if passage is None or attempt == _ATTEMPTS - 1 or passage.may_begin():
            try:
                self.site.change(work)
                return True
            except ConflictError:
                self.conflicts += 1
        if passage is None:
            time.sleep(self.waits.uniform(0, 0.004 * (attempt + 1)))
        elif attempt < _ATTEMPTS - 1:
            passage.lose()
        return False


def together(writers, work, each):
    """Let every writer do ``work(number, step)`` for ``each`` steps, all at once; return (seconds, list of waits)."""
    start, waits, errors = Barrier(len(writers) + 1), [[] for _writer in writers], []

    def run(number):
        start.wait()
        try:
            for step in range(each):
                waits[number].append(writers[number].save(work(number, step)))
        except Exception as error:  # a thread that died must not look like a quick one
            errors.append(error)

    threads = [Thread(target=run, args=(number,)) for number in range(len(writers))]
    for thread in threads:
        thread.start()
    start.wait()
    begun = time.perf_counter()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return time.perf_counter() - begun, [wait for some in waits for wait in some]


def one_writer(bench, size):
    """Yield how many pages a second one writer adds, each with a commit of its own, in a new and in a large school."""
    site, many = bench.school.site, len(bench.school.pages)
    for name, school, title in (("pages_created", "thcs-hai", "a school that was empty"),
                                ("pages_created_large", "thcs-mot", f"a school of {many:,} pages")):
        cpu, wall, written, objects = [], [], [], []
        for run in range(size.runs):
            with Written(site.db, site.folder) as told:
                spent, waited = _pages(site, ("quan-1", school), run * size.saves, size.saves)
                site.fed()
            cpu.append(size.saves / spent)
            wall.append(size.saves / waited)
            written.append(told.bytes / size.saves)
            objects.append(told.objects / size.saves)
        what = f"Pages created in {title}"
        yield figure(name, f"{what}, each with a commit", "pages a second of CPU", cpu, goal=150, least=True)
        yield figure(f"{name}_wall", what, "pages a second on the wall", wall)
        yield figure(f"{name}_bytes", f"{what}: written for one", "bytes", written)
        yield figure(f"{name}_objects", f"{what}: written for one", "objects", objects)


def _pages(site, names, first, count):
    """Add so many pages with one connection; return the seconds (of the CPU, on the wall) that it took."""
    manager = transaction.TransactionManager()
    connection = site.db.open(manager)
    cpu, wall = time.process_time(), time.perf_counter()
    for number in range(first, first + count):
        _commit_page(site, manager, connection, names, number)
    spent = time.process_time() - cpu, time.perf_counter() - wall
    connection.close()
    return spent


def _commit_page(site, manager, connection, names, number):
    for _attempt in range(_ATTEMPTS):
        manager.begin()
        try:
            _add(portal_of(connection.root(), site.declared), names, number)
            return manager.commit()
        except ConflictError:
            manager.abort()
    raise RuntimeError("A page could not be saved.")


def _add(portal, names, number):
    school = tree.school_at(portal, names)
    factories.page(portal, school["gioi-thieu"], tree.title_of(number), body=tree.text_of(number))


def many_writers(bench, size):
    """Yield the figures of eight people who write at once: each in a school of their own, then all in one."""
    site = bench.school.site
    schools = [f"thcs-ghi-{number}" for number in range(_WRITERS)]
    site.change(lambda portal: [
        factories.add_school(portal, portal.root["quan-1"], name, f"79-Q1-THCS-8{number:02}", "thcs")
        for number, name in enumerate(schools)])
    site.fed()
    rates = {}
    for name, title, place, turns, goal in (
            ("apart", "8 writers in 8 schools", lambda number: schools[number], True, 0),
            ("one_school", "8 writers in one school, taking turns after a conflict", lambda number: schools[0], True,
             0),
            ("raw", "8 writers in one school, by chance alone", lambda number: schools[0], False, None)):
        rates[name], conflicts, failed, waits = [], [], 0, []
        for run in range(max(2, size.runs // 2)):
            writers = [Writer(site, place(number) if turns else None) for number in range(_WRITERS)]
            seconds, some = together(writers, lambda number, step, place=place, run=run: (
                lambda portal: _add(portal, ("quan-1", place(number)), run * 10_000 + number * 1000 + step)), size.each)
            site.fed()
            rates[name].append(_WRITERS * size.each / seconds)
            conflicts.append(sum(writer.conflicts for writer in writers) * 100 / (_WRITERS * size.each))
            failed += sum(writer.failed for writer in writers)
            waits += some
        yield figure(f"writers_{name}", f"{title}: pages saved", "saves a second", rates[name])
        yield figure(f"writers_{name}_wait", f"{title}: one save", "ms on the wall", [each * 1000 for each in waits])
        yield figure(f"writers_{name}_conflicts", f"{title}: repeated after a conflict", "of 100 saves", conflicts)
        yield figure(f"writers_{name}_lost", f"{title}: given up after 8 attempts", "saves", [failed], goal=goal)
    yield ratio("writers_apart_to_one", "Saves a second: 8 schools : one school", rates["apart"], rates["one_school"])
