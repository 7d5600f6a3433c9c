"""One comparison for each thing that is computed: draw a case, ask the engine and the reference of the rule book.

A comparison takes a :class:`random.Random` and returns (what came out, None), or (what came out, the case in words)
where both do not agree. What came out is counted, so that one sees that every outcome was met.
"""

from fractions import Fraction
from math import floor

from eduportal.domain.assessment import engine, promotion, tt22, tt58
from eduportal.domain.assessment.asking import answer
from eduportal.domain.assessment.levels import CONDUCT_58, LEARNING_22, LEARNING_58, TRAINING_22
from eduportal.domain.errors import RuleError
from eduportal.domain.marks import ACHIEVED, NOT_ACHIEVED
from eduportal.domain.rulesets import columns, half_up, subject_term, subject_year, term_value, year_value
from tests.unit import assessment_reference as reference
from tests.unit.assessment_students import by_reference_58, exact, new_student, old_student

_RULES = ("tt58", "tt26", "tt22")
_OLD = ("tt58", "tt26")
_WORDS = {ACHIEVED: "Đ", NOT_ACHIEVED: "CĐ"}
_CODES = (ACHIEVED, ACHIEVED, ACHIEVED, NOT_ACHIEVED)


def _verdict(outcome, found, expected, *case):
    return outcome, None if found == expected else f"{case!r}: engine {found!r}, reference {expected!r}"


def rounding(rng):
    """A half goes up (R58-9, R22-9)."""
    top, bottom = rng.randrange(10**9), rng.randrange(1, 10**rng.randrange(1, 7))
    exactly = Fraction(top, bottom)
    outcome = "a half" if 2 * exactly % 2 == 1 else "other"
    return _verdict(outcome, half_up(top, bottom), floor(exactly + Fraction(1, 2)), top, bottom)


def term_average(rng):
    """The average of a term, with its words and without (R58-6, R22-7)."""
    rules, lessons, periodic = rng.choice(_RULES), rng.randrange(1, 200), rng.randrange(5)
    book = columns(rules, "mark", lessons, periodic)
    codes = [rng.randrange(101) for _column in book]
    given = [(column.group, Fraction(code, 10)) for column, code in zip(book, codes, strict=True)]
    expected = reference.term_average(given)
    cells = dict(zip([each.key for each in book], codes, strict=True))
    found = subject_term(rules, "mark", book, cells).value, term_value(rules, "mark", book, bytes(codes))
    return _verdict(rules, found, (expected * 10, expected * 10), rules, lessons, periodic, codes)


def year_average(rng):
    """The average of a year (R58-7, R22-8)."""
    rules, terms = rng.choice(_RULES), (rng.randrange(101), rng.randrange(101))
    expected = reference.year_average(*(Fraction(each, 10) for each in terms)) * 10
    found = subject_year(rules, "mark", *terms).value, year_value("mark", *terms)
    return _verdict(rules, found, (expected, expected), rules, terms)


def term_comments(rng):
    """The result of a term by comments: two thirds, or all (R58-10, R22-6)."""
    rules, lessons, periodic = rng.choice(_RULES), rng.randrange(1, 200), rng.randrange(5)
    book = columns(rules, "comment", lessons, periodic)
    codes = [rng.choice(_CODES) for _column in book]
    by_key = dict(zip([each.key for each in book], codes, strict=True))
    others = [_WORDS[code] for key, code in by_key.items() if key != "ck"]
    expected = reference.comment_term(rules, others, _WORDS[by_key["ck"]])
    found = [_WORDS[each] for each in (subject_term(rules, "comment", book, by_key).value,
                                       term_value(rules, "comment", book, bytes(codes)))]
    return _verdict(f"{rules} {expected}", found, [expected] * 2, rules, lessons, periodic, codes)


def asked_as_text(rng):
    """Marks written with a comma, a point or as numbers, through the questions of ``eduportal assess``."""
    rules, second = rng.choice((("tt58", "dk"), ("tt26", "gk"), ("tt22", "gk")))
    given = [("tx", rng.randrange(101)) for _each in range(rng.randrange(1, 5))]
    given += [(second, rng.randrange(101)) for _each in range(rng.randrange(1, 4) if second == "dk" else 1)]
    given.append(("ck", rng.randrange(101)))
    question = {"ask": "subject_term", "rules": rules}
    for name, tenths in given:
        text = _written(rng, tenths)
        if name in ("tx", "dk"):
            question.setdefault(name, []).append(text)
        else:
            question[name] = text
    expected = reference.term_average([(name, Fraction(tenths, 10)) for name, tenths in given])
    return _verdict(rules, Fraction(answer(question)["average"]), expected, question)


def _written(rng, tenths):
    whole, tenth = divmod(tenths, 10)
    spellings = [f"{whole},{tenth}", f"{whole}.{tenth}", f" {whole},{tenth} ", *([whole, str(whole)] * (tenth == 0))]
    return rng.choice(spellings)


def learning_old(rng):
    """Học lực under TT 58/2011 and TT 26/2020: mean, level, uplift, what may be taken again (R58-8, 11, 12, 17)."""
    rules, codes = rng.choice(_OLD), rng.randbytes(rng.randrange(12, 21))
    marks, comments, options = old_student(codes)
    found = engine.classify(rules, marks, comments, **options)
    average, base, level = by_reference_58(marks, comments, **options)
    raised = "raised to " if base != level else ""
    mine = (Fraction(found.average, 10), found.base, found.value, bool(found.uplifted_by),
            set(tt58.retest_subjects(marks, comments)))
    return _verdict(raised + level, mine, (average, base, level, base != level,
                                           reference.retaken(exact(marks), exact(comments))), rules, codes.hex())


def learning_new(rng):
    """Kết quả học tập under TT 22/2021, also how many subjects have 9,0 (R22-10, 11, 16, 18)."""
    codes = rng.randbytes(rng.randrange(7, 21))
    marks, comments, switches = new_student(codes)
    found = engine.classify("tt22", marks, comments, switches=switches)
    base, level = reference.classify_22(exact(marks), exact(comments),
                                        comments_too=switches["tt22_uplift_comments"] == "yes")
    many = sum(mark >= 9 for mark in reference.counted(exact(marks)).values())
    mine = (found.base, found.value, bool(found.uplifted_by), set(tt22.reassessed_subjects(marks, comments)),
            tt22.subjects_from_9(marks))
    return _verdict(("raised to " if base != level else "") + level, mine,
                    (base, level, base != level, reference.retaken(exact(marks), exact(comments)), many), codes.hex())


def taken_again(rng):
    """The level after the summer: only who failed is assessed again, and the new results replace the first (R58-17)."""
    rules, codes = rng.choice(_RULES), rng.randbytes(rng.randrange(12, 21))
    marks, comments, options = old_student(codes)
    allowed = sorted(reference.retaken(exact(marks), exact(comments)))
    again = {each: rng.randrange(101) if each in marks else rng.choice(_CODES)
             for each in rng.sample(allowed, rng.randrange(len(allowed) + 1))}
    level = _by_reference(rules, marks, comments, options)
    expected = None
    if level == ("Chưa đạt" if rules == "tt22" else "Yếu"):
        expected = _by_reference(rules, {each: again.get(each, code) for each, code in marks.items()},
                                 {each: again.get(each, code) for each, code in comments.items()}, options)
    try:
        found = engine.reassess(rules, marks, comments, again, **options).value
    except RuleError:
        found = None
    return _verdict(f"{rules} {expected or 'refused'}", found, expected, rules, codes.hex(), again)


def _by_reference(rules, marks, comments, options):
    if rules != "tt22":
        return by_reference_58(marks, comments, **options)[2]
    return reference.classify_22(exact(marks), exact(comments),
                                 comments_too=options["switches"]["tt22_uplift_comments"] == "yes")[1]


def year_end_old(rng):
    """Promotion and title under TT 58/2011 (R58-14 to R58-18)."""
    case = rng.choice(CONDUCT_58), rng.choice(LEARNING_58), rng.choice((0, 44, 45, 46, 47, rng.randrange(1000)))
    end, decision = promotion.year_end58(*case), reference.decision_58(*case)
    return _verdict(decision, (end.decision.value, end.award.value), (decision, reference.title_58(*case[:2])), case)


def year_end_new(rng):
    """Promotion and award under TT 22/2021 (R22-14 to R22-18)."""
    case = rng.choice(TRAINING_22), rng.choice(LEARNING_22), rng.choice((0, 44, 45, 46, 47, rng.randrange(1000)))
    from_9 = rng.randrange(15)
    end, decision = promotion.year_end22(*case, from_9), reference.decision_22(*case)
    return _verdict(decision, (end.decision.value, end.award.value),
                    (decision, reference.award_22(*case[:2], from_9)), case, from_9)


def training(rng):
    """Rèn luyện of the year from its terms (R22-13)."""
    terms = rng.choice(TRAINING_22), rng.choice(TRAINING_22)
    expected = reference.TRAINING[terms]
    return _verdict(expected, tt22.training_year(*terms).value, expected, terms)


#: {name on the command line: comparison}.
COMPARISONS = {each.__name__.replace("_", "-"): each for each in (
    rounding, term_average, year_average, term_comments, asked_as_text, learning_old, learning_new, taken_again,
    year_end_old, year_end_new, training)}
