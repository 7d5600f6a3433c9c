"""How one result came about: inputs, formula with its numbers, rule, conditions, what the switches say."""

from dataclasses import dataclass

from eduportal.domain.assessment.class_results import PARTS, keys_of
from eduportal.domain.assessment.levels import MOST_ABSENCES
from eduportal.domain.assessment.switches import SWITCHES
from eduportal.domain.errors import RuleError
from eduportal.domain.marks import format_mark
from eduportal.domain.messages import _
from eduportal.domain.rulesets import SECONDARY

#: What a calculation can be asked of; "after" is a part of its own: after the summer.
OF = ("subject", "learning", "training", "decision", "award")
AFTER = "after"
_KINDS = {"mark": _("Assessed by comments and marks"), "comment": _("Assessed by comments")}
_TERMS = {"1": _("Term 1"), "2": _("Term 2")}
_EMPTY = "–"


@dataclass(frozen=True)
class Calculation:
    """``value``: the result as text, "" while there is none. ``inputs``: tuples (label, text, link), the link being
    what another calculation is asked by, (of, part, subject), or None.

    ``checks``: tuples (level, ((condition, met, subjects), ...)), the best level first. ``switches``: tuples (question,
    choice, rule) where the rules can be read in two ways. ``rule``: circular and article.
    """

    value: str
    reason: str
    rule: str
    inputs: tuple = ()
    checks: tuple = ()
    notes: tuple = ()
    switches: tuple = ()


def calculation(results, student, of, part, subject=""):
    """Return the :class:`Calculation` of one cell of the table of a class.

    :param results: a :class:`ClassResults`. :param of: one of :data:`OF`. :param part: "1", "2", "year" or "after".
    :param subject: the code of the subject for "subject".
    :raises RuleError: there is no such student, subject, part or kind of result; its field says which.
    """
    row = results.rows.get(student)
    if row is None:
        raise RuleError(_("There is no such student in this class."), "student")
    if of not in OF or part not in (*PARTS, AFTER):
        raise RuleError(_("There is no such result."), "part" if of in OF else "of")
    if of == "subject":
        return subject_calculation(results, row, subject, part)
    if part == AFTER:
        return _after(results, row, of)
    if of == "learning":
        return _learning(results, row.learning[part], part)
    return {"training": _training, "decision": _decision, "award": _award}[of](results, row, part)


def subject_calculation(results, row, subject, part):
    """Return the :class:`Calculation` of a subject in a term or the year."""
    found = next((each for each in results.subjects if each.code == subject), None)
    if found is None:
        raise RuleError(_("There is no such subject in this class."), "subject")
    result = row.subjects.get(part, {}).get(subject)
    if result is None:
        raise RuleError(_("This subject has no result there."), "part")
    inputs = [(_("Kind of subject"), _KINDS[found.kind], None)]
    if part == "year":
        for term in ("1", "2"):
            if subject in row.subjects[term]:
                inputs.append((_TERMS[term], _text(row.subjects[term][subject].value),
                               ("subject", term, subject)))
    else:
        inputs += _columns(results, row.student, subject, int(part))
    return Calculation(_text(result.value, ""), result.reason, SECONDARY[results.rules], tuple(inputs))


def _columns(results, student, subject, term):
    book = next((each for each in results.school_class.books.values()
                 if (each.subject, each.term) == (subject, term)), None)
    if book is None or student not in book.students:
        return []
    codes = book.row(student)
    return [(_("${title} (weight ${weight})", title=title, weight=weight), format_mark(code) or _EMPTY, None)
            for (_key, title, _group, weight), code in zip(book.columns, codes, strict=True)]


def _text(code, empty=_EMPTY):
    return empty if code is None else format_mark(code, average=True)


def _learning(results, found, part, replaced=()):
    codes = {title: code for code, title in keys_of(results.subjects).items()}
    inputs = [(title, _text(value), ("subject", part, codes[title])) for group in ("marks", "comments")
              for title, value in found.inputs.get(group, {}).items()]
    if found.average is not None:
        inputs.append((_("Mean of subjects"), _text(found.average), None))
    if found.uplifted_by:
        inputs.append((_("Level by the conditions alone"), found.base, None))
    notes = [*found.notes, *(_("${subject} counts with the result taken again in the summer.", subject=title)
                             for title in replaced)]
    return Calculation(found.value or "", found.reason, found.rule, tuple(inputs), found.checks, tuple(notes),
                       _switches(results))


def _switches(results):
    prefix = "tt22_uplift" if results.rules == "tt22" else "tt58_uplift"
    chosen = results.given.switches
    return tuple((switch.question, switch.choices[chosen[key]], switch.rule)
                 for key, switch in SWITCHES.items() if key.startswith(prefix))


def _training(results, row, part):
    found = row.conduct[part]
    inputs = [(_TERMS[term], row.conduct[term].value or _EMPTY, ("training", term, ""))
              for term in ("1", "2")] if part == "year" and results.rules == "tt22" else []
    return _outcome(found, inputs)


def _outcome(found, inputs, notes=()):
    return Calculation(found.value or "", found.reason, found.rule, tuple(inputs), (), (*found.notes, *notes))


def _levels(results, row, part):
    learning, training = _("Learning (HL)"), _("Conduct (HK)")
    if results.rules == "tt22":
        learning, training = _("Learning result"), _("Training result")
    return [(learning, row.learning[part].value or _EMPTY, ("learning", part, "")),
            (training, row.conduct[part].value or _EMPTY, ("training", part, ""))]


def _decision(results, row, part):
    if part != "year":
        raise RuleError(_("There is no such result."), "part")
    inputs = [*_levels(results, row, part), _absences(row)]
    if row.end is None:
        return Calculation("", _("Not given yet: the decision needs the learning result, the training or conduct and "
                                 "the absences of the year."), _rule_of_decision(results), tuple(inputs))
    return _outcome(row.end.decision, inputs)


def _rule_of_decision(results):
    return "TT 22/2021, Điều 12" if results.rules == "tt22" else "TT 58/2011, Điều 15"


def _absences(row):
    if row.absences is None:
        return (_("Half-days missed"), _EMPTY, None)
    with_leave, without = row.absences
    return (_("Half-days missed"), _("${total} (${with_leave} with leave, ${without} without; at most ${most} may be)",
                                     total=with_leave + without, with_leave=with_leave, without=without,
                                     most=MOST_ABSENCES), None)


def _award(results, row, part):
    if part != "year":
        if not row.titles:
            raise RuleError(_("There are no titles of a term under TT 22/2021."), "part")
        return _outcome(row.titles[part], _levels(results, row, part))
    inputs = _levels(results, row, part)
    if results.rules == "tt22":
        inputs.append((_("Subjects of 9,0 or more"), str(row.from_9), None))
    if row.end is None:
        rule = "TT 22/2021, Điều 15" if results.rules == "tt22" else "TT 58/2011, Điều 18"
        return Calculation("", _("Not given yet: it needs the learning result, the training or conduct and the "
                                 "absences of the year."), rule, tuple(inputs))
    return _outcome(row.end.award, inputs)


def _after(results, row, of):
    after, keys = row.after, keys_of(results.subjects)
    if after is None:
        raise RuleError(_("There is nothing after the summer for this student."), "part")
    if of == "learning" and after.learning is not None:
        return _learning(results, after.learning, "year", [keys[code] for code in after.replaced])
    if of == "training" and after.conduct is not None:
        return _outcome(after.conduct, [(_("Before the summer"), row.conduct["year"].value,
                                         ("training", "year", ""))])
    if of != "decision":
        raise RuleError(_("There is no such result."), "of")
    inputs = [(_("Decision before the summer"), row.end.decision.value, ("decision", "year", ""))]
    inputs += [(_("${subject}, taken again", subject=keys[code]),
                f"{_text(row.subjects['year'][code].value)} → {_text(value)}",
                ("subject", "year", code))
               for code, value in after.replaced.items()]
    notes = [_("The result of ${subject} taken again is not used: the first result does not allow it.",
               subject=keys.get(code, code)) for code in after.unused]
    return _outcome(after.decision, inputs, notes)
