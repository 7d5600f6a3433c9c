"""The questions of ``eduportal assess``: a JSON object asks, another one answers. Whatever comes in is distrusted.

:func:`answer` is the whole of it. Values of an answer are plain data and :class:`Message`, which the caller translates.
"""

from eduportal.domain.assessment.asking import rules_of, students, subjects
from eduportal.domain.assessment.asking.reading import refuse, shown
from eduportal.domain.messages import _

#: {what is asked: how it is answered}.
ASKS = {
    "subject_term": subjects.subject_term,
    "subject_year": subjects.subject_year,
    "columns": subjects.columns,
    "classify": students.classify,
    "training_year": students.training_year,
    "title": students.title,
    "reassess": students.reassess,
    "year_end": students.year_end,
    "ruleset": rules_of.ruleset,
    "switches": rules_of.switches,
}


def answer(question):
    """Return the answer to one question (a dict of JSON values, decimals as text) as a dict.

    :raises RuleError: something in it is missing, unknown or wrong; ``field`` names it.
    """
    if not isinstance(question, dict):
        refuse(_("Expected a JSON object such as {\"ask\": \"ruleset\", ...}."), "ask")
    asked = question.get("ask")
    if not isinstance(asked, str) or asked not in ASKS:
        refuse(_("“${text}” cannot be asked. Expected one of: ${asks}.", text=shown(asked), asks=", ".join(ASKS)),
               "ask")
    return ASKS[asked](question)
