"""Whatever people do and whatever is refused: the record is the replay of its journal, and what a plain model has."""

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from eduportal.content.class_records import ABSENCES, CONDUCT, record_of
from eduportal.domain.errors import RuleError
from eduportal.operations import homeroom
from eduportal.operations.homeroom.cells import columns_of, entry_text
from tests.integration.homeroom_records import new_class
from tests.integration.mark_book_setup import later

students = st.sampled_from([f"hs-{number:02}" for number in range(5)])
columns = st.sampled_from([*CONDUCT.values(), *(each for pair in ABSENCES.values() for each in pair)])
words = st.sampled_from(["", "Tốt", "Khá", "Đạt", "Trung bình", "0", "3", "100", "121", "abc", "-1"])
subjects = st.sampled_from(["toan", "the_duc", "van"])
CASES = {"hs-00": homeroom.SummerCase("Đánh giá lại trong hè", {"toan": 45, "van": 70}, {"the_duc": 202}),
         "hs-01": homeroom.SummerCase("Rèn luyện trong hè", {"toan": 80}, {"the_duc": 201})}


class AnybodyDoesAnything(RuleBasedStateMachine):
    """A model of one plain dict beside the record; it only knows what each act means, not how it is kept."""

    @initialize(start=st.sampled_from([2014, 2020, 2026]))
    def begin(self, start):
        self.node, self.cells, self.locked, self.clock = new_class(3, start=start), {}, set(), 0

    def act(self, function, *arguments, **options):
        """Do it; return whether it was allowed. What is refused leaves the record as it was."""
        self.clock += 1
        before = self.shown()
        try:
            self.answer = function(None, self.node, *arguments, by="", at=later(self.clock), **options)
        except RuleError:
            assert self.shown() == before
            return False
        return True

    def shown(self):
        record = record_of(self.node)
        return (record.students, record.values, record.locks, len(record.journal), record.revision,
                self.node.class_record is None)

    def seen(self, cell, stale):
        return "" if stale else entry_text(cell[1], self.cells.get(cell))

    @rule(typed=st.dictionaries(st.tuples(students, columns), words, max_size=6), stale=st.booleans())
    def enter(self, typed, stale):
        cells = {cell: (self.seen(cell, stale), text) for cell, text in typed.items()}
        if not self.act(homeroom.enter_class_record, cells):
            return
        terms = columns_of(record_of(self.node))
        changed = {cell: text for cell, (seen, text) in cells.items() if text != seen
                   and entry_text(cell[1], self.cells.get(cell)) != text}
        assert self.answer == len(changed)
        assert not {terms[column] for _student, column in changed} & self.locked
        for (student, column), text in changed.items():
            self.cells[student, column] = (None if not text else int(text) if text.isdigit() else text)

    @rule(student=students, subject=subjects, text=st.sampled_from(["", "6", "5,5", "Đ", "CĐ", "xx"]))
    def retest(self, student, subject, text):
        cell = (student, f"retest:{subject}")
        if self.act(homeroom.enter_retests, {(student, subject): (self.seen(cell, False), text)}, cases=CASES) \
                and self.answer:
            assert not text or subject in CASES[student].subjects
            self.cells[cell] = {"": None, "6": 60, "5,5": 55, "Đ": 201, "CĐ": 202}[text]

    @rule(student=students, level=words, report=st.sampled_from(["", "Đã hoàn thành"]))
    def train(self, student, level, report):
        cell = (student, "summer")
        if self.act(homeroom.enter_summer_training, {student: (self.seen(cell, False), level)}, {student: report},
                    cases=CASES) and self.answer:
            assert report
            assert not level or CASES[student].trains
            self.cells[cell] = level or None

    @rule(term=st.sampled_from([0, 1, 2, 3]), reason=st.sampled_from(["Hết kì", ""]), locks=st.booleans(),
          confirmed=st.booleans())
    def lock(self, term, reason, locks, confirmed):
        done = (self.act(homeroom.lock_conduct, term, reason, missing_confirmed=confirmed) if locks
                else self.act(homeroom.unlock_conduct, term, reason))
        if done:
            assert (term in self.locked) is not locks
            assert reason
            self.locked ^= {term}

    @rule()
    def arrive(self):
        if len(self.node.roll) < 5:
            number = len(self.node.roll)
            self.node.roll = (*self.node.roll, (f"hs-{number:02}", number + 1, "2026-10-01", ""))

    @invariant()
    def record_is_model_and_replay(self):
        record = record_of(self.node)
        named = {(student, column) for student in record.students for column in record.values}
        assert {cell: record.value(*cell) for cell in named if record.value(*cell) is not None} == {
            cell: value for cell, value in self.cells.items() if value is not None}
        assert set(record.locks) == self.locked
        assert record.verify()


TestAnybodyDoesAnything = AnybodyDoesAnything.TestCase
