"""Whatever people do and whatever is refused: the matrix is the replay of the journal, and what a plain model has."""

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from eduportal.domain.errors import RuleError
from eduportal.domain.marks import EMPTY, EXEMPT, format_mark, parse_mark
from eduportal.operations import mark_books as operations
from tests.integration.mark_book_setup import WORKFLOW, later, new_book

KEYS = new_book(0).column_keys
rows = st.integers(0, 4)
keys = st.sampled_from(KEYS)
texts = st.sampled_from(["", "0", "7,5", "10", "8", "11", "abc"])
reasons = st.sampled_from(["Có lý do", ""])
TRANSITIONS = ("submit", "take_back", "approve", "return", "reopen")


class AnybodyDoesAnything(RuleBasedStateMachine):
    """A model of plain dicts beside the book; it only knows what each act means, not how it is kept."""

    @initialize()
    def begin(self):
        self.book, self.cells, self.clock = new_book(3), {}, 0
        self.batches = []

    def act(self, function, *arguments, workflow=True, **options):
        """Do it; return whether it was allowed. What is refused leaves the book as it was."""
        self.clock += 1
        before = self.shown()
        options.update({"workflow": WORKFLOW} if workflow else {}, by=f"gv-{self.clock % 3}", at=later(self.clock))
        try:
            self.answer = function(self.book, *arguments, **options)
        except RuleError:
            assert self.shown() == before
            return False
        return True

    def shown(self):
        book = self.book
        return book.matrix, book.state, book.column_states, book.students, len(book.journal)

    @rule(typed=st.dictionaries(st.tuples(rows, keys), texts, max_size=8), stale=st.booleans())
    def enter(self, typed, stale):
        named = {(f"hs-{row:02}", key): text for (row, key), text in typed.items()}
        seen = {cell: "" if stale else format_mark(self.cells.get(cell, EMPTY)) for cell in named}
        cells = {cell: (seen[cell], text) for cell, text in named.items()}
        batch = f"batch-{len(self.batches):05}"
        if not self.act(operations.enter_marks, cells, batch=batch):
            return
        changed = {cell: text for cell, text in named.items() if text != seen[cell]}
        assert all(seen[cell] == format_mark(self.cells.get(cell, EMPTY)) for cell in changed)
        self.cells.update({cell: parse_mark(text, "mark") for cell, text in changed.items()})
        assert self.answer["saved"] == len(changed)
        if changed:
            self.batches.append((batch, cells, f"gv-{self.clock % 3}", self.answer))

    @rule(data=st.data())
    def send_again(self, data):
        if self.batches:
            batch, cells, by, answer = data.draw(st.sampled_from(self.batches))
            entries = len(self.book.journal)
            again = operations.enter_marks(self.book, cells, batch=batch, by=by, at=later(9999), workflow=WORKFLOW)
            assert again == answer
            assert len(self.book.journal) == entries

    @rule(row=rows, key=keys, reason=reasons)
    def give_zero(self, row, key, reason):
        if self.act(operations.give_zero_for_missed_test, f"hs-{row:02}", key, reason):
            assert self.cells.get((f"hs-{row:02}", key), EMPTY) == EMPTY
            self.cells[f"hs-{row:02}", key] = 0

    @rule(row=rows, ends=st.booleans())
    def exempt(self, row, ends):
        student = f"hs-{row:02}"
        if self.act(operations.end_exemption if ends else operations.exempt_student, student, "QĐ 12/QĐ-THPT"):
            self.cells.update({(student, key): EMPTY if ends else EXEMPT for key in KEYS})

    @rule(key=keys, reason=reasons, locks=st.booleans())
    def lock(self, key, reason, locks):
        was = self.book.lock_of(key) is not None
        if self.act(operations.lock_column if locks else operations.unlock_column, key, reason, workflow=False):
            assert was is not locks
            assert reason

    @rule(row=rows)
    def enrol(self, row):
        if self.act(operations.enrol_student, f"hs-{row:02}"):
            assert self.book.students[self.answer] == f"hs-{row:02}"

    @rule(name=st.sampled_from(TRANSITIONS), reason=reasons, confirmed=st.booleans())
    def transition(self, name, reason, confirmed):
        before = self.book.state
        function = getattr(operations, f"{name}_mark_book")
        given = {"missing_confirmed": confirmed} if name == "submit" else {"reason": reason}
        if self.act(function, **given):
            assert before in WORKFLOW.transitions[name].sources
            assert self.book.state == WORKFLOW.transitions[name].target

    @invariant()
    def matrix_is_model_and_replay(self):
        expected = bytes(self.cells.get((student, key), EMPTY) for student in self.book.students for key in KEYS)
        assert self.book.matrix == expected
        assert self.book.replay().matrix == expected
        assert self.book.verify()


TestAnybodyDoesAnything = AnybodyDoesAnything.TestCase
