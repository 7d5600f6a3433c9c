"""Where the text of a circular can be read in two ways: a named switch, which the department sets for the province."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from eduportal.domain.errors import RuleError
from eduportal.domain.messages import Message, _


@dataclass(frozen=True)
class Switch:
    """One such place: the rule, the question, the choices (value: what it means) and why the default is what it is.

    ``last`` is the last school year of which the rule holds, None while it is in force.
    """

    key: str
    rule: str
    question: Message
    choices: Mapping
    default: str
    why: Message
    last: int | None = None


#: The last grades came to TT 22/2021 in 2024 (R22-1).
_LAST_58 = 2023
_SWITCHES = (
    Switch("tt58_uplift_causes", "TT 58/2011, Điều 13 khoản 6 (R58-12)",
           _("No core subject reaches the mark that Giỏi or Khá asks for, and another subject is too low as well. Is "
             "the level raised?"),
           {"one": _("No: one subject alone must be the cause"),
            "besides_core": _("Yes: the condition on the core subjects is not counted as a second cause")},
           "one", _("The clause speaks of the result of one subject. Two causes are not one."), _LAST_58),
    Switch("tt58_uplift_comments", "TT 58/2011, Điều 13 khoản 6 (R58-12)",
           _("Is the level raised when the one subject is assessed by comments, such as Thể dục?"),
           {"yes": _("Yes: it is a subject like the others"), "no": _("No: only subjects assessed by marks")},
           "yes", _("The clause says “a subject” and leaves none out."), _LAST_58),
    Switch("tt22_uplift_comments", "TT 22/2021, Điều 9 khoản 3 (R22-11)",
           _("Is the level raised when the one subject is assessed by comments, such as Nghệ thuật?"),
           {"yes": _("Yes: it is a subject like the others"), "no": _("No: only subjects assessed by marks")},
           "yes", _("The clause says “a subject” and leaves none out.")),
    Switch("tt27_zero", "TT 27/2020, Điều 7 (R27-4)",
           _("May a periodic test of a primary school get the mark 0?"),
           {"accepted": _("Yes, with a note to the teacher"), "refused": _("No")},
           "accepted", _("TT 22/2016 forbade the mark 0; TT 27/2020 does not repeat it.")),
    Switch("tt27_informatics_technology", "TT 27/2020, Điều 7 (R27-4)",
           _("How is Tin học và Công nghệ of a primary school recorded?"),
           {"parts": _("As two parts, each with its level and its mark"), "one": _("As one subject")},
           "parts", _("Schools commonly record the two parts.")),
    Switch("tt27_language_rounding", "TT 27/2020, Điều 7 (R27-4)",
           _("How is the mean of the parts of a primary test (reading, writing) made a whole mark?"),
           {"half_up": _("A half goes up"), "down": _("A half goes down")},
           "half_up", _("Rounding is the usual one of schools: 5 goes up.")),
)
#: {key: :class:`Switch`}, in the order in which they are shown.
SWITCHES = MappingProxyType({each.key: each for each in _SWITCHES})
DEFAULTS = MappingProxyType({key: each.default for key, each in SWITCHES.items()})


def checked_switches(chosen):
    """Return all switches with the values ``chosen`` (a mapping) and the defaults of the others.

    :raises RuleError: an unknown switch, or a value that it does not have; its field is the key.
    """
    for key, value in chosen.items():
        if key not in SWITCHES:
            raise RuleError(_("“${name}” is not a switch. There are: ${names}.", name=str(key)[:40],
                              names=", ".join(SWITCHES)), "switches")
        if not isinstance(value, str) or value not in SWITCHES[key].choices:
            raise RuleError(_("“${value}” is no choice of “${name}”. Expected one of: ${values}.", name=key,
                              value=str(value)[:40], values=", ".join(SWITCHES[key].choices)), key)
    return {**DEFAULTS, **chosen} if chosen else DEFAULTS
