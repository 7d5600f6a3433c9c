"""Random students from bytes, for the properties and for ``make soak``, and how the reference is asked about them."""

from fractions import Fraction

from eduportal.domain.assessment.switches import DEFAULTS
from eduportal.domain.marks import ACHIEVED, EXEMPT, NOT_ACHIEVED

from . import assessment_reference as reference

BOUNDARIES = (19, 20, 34, 35, 49, 50, 64, 65, 79, 80, 89, 90)
NAMES = tuple(f"M{place}" for place in range(14))
COMMENTED = tuple(f"N{place}" for place in range(5))
#: How students are: mostly very good, good, fair, at the boundaries, anything. A byte picks a mark of such a row.
_HEIGHTS = tuple((*[EXEMPT] * 3, *BOUNDARIES, *usual, *usual) for usual in (
    tuple(range(80, 101)) * 4, tuple(range(65, 91)) * 2, tuple(range(50, 80)), BOUNDARIES * 3, tuple(range(101))))
_EXACT = {ACHIEVED: "Đ", NOT_ACHIEVED: "CĐ", EXEMPT: "miễn"} | {tenths: Fraction(tenths, 10) for tenths in range(101)}
_RESULTS = (*[ACHIEVED] * 12, *[NOT_ACHIEVED] * 3, EXEMPT)


def _marks(style, codes):
    row = _HEIGHTS[style % len(_HEIGHTS)]
    marks = {name: row[-1 - code % len(row)] for name, code in zip(NAMES, codes, strict=False)}
    return marks if set(marks.values()) != {EXEMPT} else {**marks, NAMES[0]: 80}


def choices(code):
    """Return the switches that a byte stands for."""
    return {**DEFAULTS, "tt58_uplift_causes": "one" if code & 1 else "besides_core",
            "tt58_uplift_comments": "yes" if code & 6 else "no", "tt22_uplift_comments": "yes" if code & 24 else "no"}


def old_student(codes):
    """Return (marks, comments, {core, specialised, switches}) for TT 58, from bytes: one draw makes a student."""
    style, switches, specialised, first, cores, failed, *rest = codes
    marks = _marks(style, rest)
    names = list(marks)
    core = dict.fromkeys(names[(first + 5 * each) % len(names)] for each in range(1 + cores % 3))
    comments = {name: _RESULTS[(failed * (place + 3) + switches) % 16 if failed % 3 else 0]
                for place, name in enumerate(COMMENTED[:failed % 6])}
    special = None if specialised % 4 else names[specialised % len(names)]
    return marks, comments, {"core": tuple(core), "specialised": special, "switches": choices(switches)}


def new_student(codes):
    """Return (marks, comments, switches) for TT 22, from bytes."""
    marks, comments, options = old_student(codes)
    return marks, comments, options["switches"]


def exact(codes):
    """Return codes as the reference says them."""
    return {subject: _EXACT[code] for subject, code in codes.items()}


def by_reference_58(marks, comments, core, specialised, switches):
    """Return (average, base, level) of a student of TT 58 or TT 26."""
    return reference.classify_58(exact(marks), exact(comments), core, specialised,
                                 besides_core=switches["tt58_uplift_causes"] == "besides_core",
                                 comments_too=switches["tt58_uplift_comments"] == "yes")
