"""Questions about one student: learning result, conduct or training, title, the end of the year."""

from eduportal.domain.assessment import engine, promotion, tt22
from eduportal.domain.assessment.asking import pupils
from eduportal.domain.assessment.asking.reading import (
    check_fields,
    flag,
    refuse,
    subject_codes,
    subject_name,
    subject_names,
    switches,
    whole,
    word,
)
from eduportal.domain.assessment.asking.subjects import average
from eduportal.domain.assessment.inputs import check_named
from eduportal.domain.assessment.levels import CONDUCT_58, LEARNING_22, LEARNING_58, MOST_ABSENCES, TRAINING_22
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.rulesets import PRIMARY, SECONDARY

_OLD = ("tt58", "tt26")
_CLASSIFY_FIELDS = ("rules", "marks", "comments", "core", "specialised", "switches")
_LANGUAGES = ("Ngoại ngữ", "Ngoại ngữ 1", "Tiếng Anh", "Tiếng Pháp", "Tiếng Trung Quốc", "Tiếng Nga", "Tiếng Nhật",
              "Tiếng Đức", "Tiếng Hàn")
_MOST_ABSENCES = 1000


def classify(question):
    """Return the learning result of a term or a year (R58-11, R58-12, R22-10, R22-11), of a primary year (R27-6)."""
    rules = word(question, "rules", (*SECONDARY, *PRIMARY))
    if rules in PRIMARY:
        return pupils.classify_question(question)
    check_fields(question, _CLASSIFY_FIELDS)
    marks, comments, options = _student(question, rules)
    return _told(engine.classify(rules, marks, comments, **options))


def reassess(question):
    """Return the learning result after "retests", which replace those of the year (R58-17, R22-16, R27-8)."""
    rules = word(question, "rules", (*SECONDARY, *PRIMARY))
    if rules in PRIMARY:
        return pupils.reassess_question(question)
    conduct, scale = ("training", TRAINING_22) if rules == "tt22" else ("conduct", CONDUCT_58)
    check_fields(question, (*_CLASSIFY_FIELDS, "retests", conduct, "absences"))
    marks, comments, options = _student(question, rules)
    _check_summer(question, conduct, scale)
    kinds = {"mark": marks, "comment": comments}
    values = question.get("retests")
    if not isinstance(values, dict):
        refuse(_("Expected the results of what was taken again, such as {\"Toán\": \"6\"}."), "retests")
    again = {}
    for kind, part in kinds.items():
        chosen = {name: value for name, value in values.items() if subject_name(name, "retests") in part}
        again |= subject_codes({"retests": chosen}, "retests", kind)
    unknown = [name for name in values if subject_name(name, "retests") not in again]
    if unknown:
        refuse(_("“${subject}” is not among the subjects of this question.", subject=str(unknown[0])[:40]), "retests")
    try:
        return _told(engine.reassess(rules, marks, comments, again, **options))
    except RuleError as refused:
        field = refused.field
        raise RuleError(refused.message, f"retests.{field}" if field in again else field) from None


def _check_summer(question, conduct, scale):
    """Refuse a re-test of who repeats the year or trains in the summer, where the question tells (R58-17, R22-16)."""
    if question.get(conduct) is not None and word(question, conduct, scale) == scale[0]:
        refuse(_("With ${level} there is no re-test. Expected at least ${least} (TT 58/2011, Điều 16; TT 22/2021, "
                 "Điều 14).", level=scale[0], least=scale[1]), conduct)
    if question.get("absences") is not None and whole(question, "absences", 0, _MOST_ABSENCES) > MOST_ABSENCES:
        refuse(_("Who missed more than ${most} half-days repeats the year: there is no re-test.", most=MOST_ABSENCES),
               "absences")


def _student(question, rules):
    """Return (marks, comments, options of the engine) of a question."""
    marks = subject_codes(question, "marks", "mark")
    comments = subject_codes(question, "comments", "comment")
    if not marks:
        refuse(_("There is no subject with a mark: a level is given from the marks of the subjects."), "marks")
    core, specialised = subject_names(question, "core"), question.get("specialised")
    if specialised is not None:
        specialised = subject_name(specialised, "specialised")
    options = {"switches": switches(question)}
    if rules == "tt22":
        # They count for nothing there; one that is no subject of the question contradicts it all the same.
        check_named(marks, core or (), specialised)
    else:
        options |= {"core": core if core is not None else _usual_core(rules, marks), "specialised": specialised}
    return marks, comments, options


def _usual_core(rules, marks):
    """Return Toán and Ngữ văn, since TT 26/2020 the foreign language too, by their usual names (R58-11)."""
    core = [name for name in ("Toán", "Ngữ văn") if name in marks]
    if rules == "tt26":
        core += [name for name in _LANGUAGES if name in marks][:1]
    if len(core) < (3 if rules == "tt26" else 2):
        refuse(_("The core subjects cannot be told from the names. Expected a list such as [\"Toán\", \"Ngữ văn\"], "
                 "since TT 26/2020 with the foreign language."), "core")
    return tuple(core)


def _told(found):
    """Return a classification as an answer."""
    answer = {"average": average(found.average), "base": found.base, "level": found.value}
    if found.missing:
        answer["missing"] = list(map(str, found.missing))
    answer |= {"because": found.reason, "rule": found.rule}
    if found.uplifted_by:
        answer["uplifted_by"] = str(found.uplifted_by)
    if found.notes:
        answer["notes"] = list(found.notes)
    return answer


def training_year(question):
    """Return the training of the year from that of its terms (R22-13)."""
    check_fields(question, ("rules", "term1", "term2"))
    word(question, "rules", ("tt22",), default="tt22")
    terms = [None if question.get(name) is None else word(question, name, TRAINING_22) for name in ("term1", "term2")]
    found = tt22.training_year(*terms)
    missing = {"missing": list(found.missing)} if found.missing else {}
    return {"training": found.value, **missing, "because": found.reason, "rule": found.rule}


def title(question):
    """Return the title of a term or a year under TT 58/2011 (R58-14)."""
    check_fields(question, ("rules", "conduct", "level"))
    word(question, "rules", _OLD)
    found = promotion.title58(word(question, "conduct", CONDUCT_58), word(question, "level", LEARNING_58))
    return {"title": found.value, "because": found.reason, "rule": found.rule}


def year_end(question):
    """Return decision and title or award of a year (R58-14 to R58-18, R22-14 to R22-18, R27-7, R27-8)."""
    rules = word(question, "rules", (*SECONDARY, *PRIMARY))
    if rules in PRIMARY:
        return pupils.year_end_question(question)
    if rules in _OLD:
        check_fields(question, ("rules", "conduct", "level", "absences", "after"))
        found = promotion.year_end58(
            word(question, "conduct", CONDUCT_58), word(question, "level", LEARNING_58),
            whole(question, "absences", 0, _MOST_ABSENCES), after=flag(question, "after"))
    else:
        check_fields(question, ("rules", "training", "learning", "absences", "subjects_from_9", "after"))
        found = promotion.year_end22(
            word(question, "training", TRAINING_22), word(question, "learning", LEARNING_22),
            whole(question, "absences", 0, _MOST_ABSENCES), whole(question, "subjects_from_9", 0, 40),
            after=flag(question, "after"))
    name = "title" if rules in _OLD else "award"
    return {"decision": found.decision.value, name: found.award.value, "because": found.decision.reason,
            f"{name}_because": found.award.reason, "rule": found.decision.rule}
