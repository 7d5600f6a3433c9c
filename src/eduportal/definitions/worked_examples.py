"""Worked examples of the rules of assessment: questions of ``eduportal assess`` with the answers that they must get."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from eduportal.domain.assessment.asking import answer
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _

_LONGEST_SHOWN = 60


@dataclass(frozen=True, eq=False)
class WorkedExample:
    """An example: ``name`` is the test vector of the rule book (TV22-23) or an example of our own (VD22-1).

    ``rules`` is the rule set that it belongs to, ``section`` the place on the page that explains them, ``shown``
    whether it stands there; ``text`` tells parents in Vietnamese what happens. ``question`` is what ``eduportal
    assess`` is asked, ``expected`` maps fields of the answer to what they must be.
    """

    name: str
    rules: str
    section: str
    shown: bool
    text: str
    question: Mapping
    expected: Mapping

    def answer(self):
        """Return the answer of the engine, as :func:`eduportal.domain.assessment.asking.answer` gives it."""
        return answer(dict(self.question))


def build_example(name, data):
    """Return the :class:`WorkedExample` of checked ``data``."""
    return WorkedExample(name, data["rules"], data["section"], data["shown"], data["text"],
                         MappingProxyType(data["question"]), MappingProxyType(data["expected"]))


def check_example(declared, sources):
    """Yield what is wrong with an example: it belongs to other rules, is refused, or gets another answer."""
    data = declared.data
    question, expected = data.get("question"), data.get("expected")
    if not question or not expected or not (declared.is_whole("question") and declared.is_whole("expected")):
        return
    rules = question.get("rules")
    if rules is not None and data.get("rules") not in (None, rules):
        yield _("${where}: the question is about ${found}, the example about ${expected}.",
                where=declared.where("question", "rules"), found=str(rules)[:_LONGEST_SHOWN], expected=data["rules"])
        return
    try:
        found = answer(question)
    except RuleError as refused:
        yield _("${where}: the question is refused. ${field}: ${problem}", where=declared.where("question"),
                field=refused.field or "ask", problem=refused.message)
        return
    for field, value in expected.items():
        if field not in found:
            yield _("${where}: the answer has no ${field}; it has ${known}.", where=declared.where("expected", field),
                    field=field, known=", ".join(found))
        elif found[field] != value:
            yield _("${where}: the answer is ${found}, not ${expected}.", where=declared.where("expected", field),
                    found=_shown(found[field]), expected=_shown(value))


def _shown(value):
    return "null" if value is None else str(value)[:_LONGEST_SHOWN]
