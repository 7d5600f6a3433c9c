"""``eduportal assess``: JSON Lines on standard input, one JSON line for each on standard output, in order."""

import argparse
import gettext
import json
import sys
from functools import lru_cache
from pathlib import Path

from eduportal.cli.assess_help import EXAMPLES
from eduportal.domain.assessment.asking import answer
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import Message, _, filled

_LOCALE = Path(__file__).parent.parent / "locale"
_LONGEST = 1_000_000
#: What JSON allows around a value.
_BLANK = " \t\r\n"


def main(argv=None):
    """Answer every line of standard input; return 0. A bad line is answered with its error and stops nothing."""
    parser = argparse.ArgumentParser(prog="eduportal assess", description=__doc__, epilog=EXAMPLES,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lang", choices=["vi", "en"], default="vi", help="the language of reasons and errors")
    args = parser.parse_args(argv)
    words = gettext.translation("eduportal", _LOCALE, ["vi"]).gettext if args.lang == "vi" else str
    try:
        for line in answers(_lines(sys.stdin.buffer), lru_cache(10_000)(words)):
            sys.stdout.buffer.write(line)
            # Who asks one line and waits for its answer gets it.
            sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Who reads has read enough (`| head`); Python must not complain about it at its end either.
        sys.stdout = None
    return 0


def _lines(stream):
    """Yield the lines of a stream; of one that is too long only as much as shows it, so that none fills the memory."""
    while line := stream.readline(_LONGEST + 1):
        yield line
        while len(line) > _LONGEST and not line.endswith(b"\n"):
            line = stream.readline(_LONGEST + 1)


def answers(lines, words):
    """Yield the answer to each of ``lines`` (bytes) as a line of bytes. ``words`` translates a message id."""
    for line in lines:
        try:
            found = _written(_answered(line), words)
        except RecursionError:
            # What is nested just less deeply than JSON can be read is still too deep to be looked at or written.
            found = _written(_refusal("line", _("The line is nested too deeply.")), words)
        yield found


def _answered(line):
    """Return the answer to one line, the refusal of its field if it is refused."""
    question = None
    try:
        question = _read(line)
        found = answer(question)
    except RuleError as error:
        found = _refusal(error.field or "line", error.message)
    if isinstance(question, dict) and "id" in question:
        found = {"id": question["id"], **found}
    return found


def _refusal(field, problem):
    return {"error": _("${field}: ${problem}", field=field, problem=problem), "field": field}


def _read(line):
    """Return the JSON value of a line. Numbers with a decimal stay text: a mark is never a float."""
    if len(line) > _LONGEST:
        raise RuleError(_("The line is longer than ${most} bytes.", most=_LONGEST), "line")
    try:
        text = line.decode("utf-8-sig").strip(_BLANK)
        return _DECODER.decode(text)
    except RecursionError as error:
        raise RuleError(_("The line is nested too deeply."), "line") from error
    except UnicodeDecodeError as error:
        raise RuleError(_("The line is not UTF-8: byte ${place} cannot be read.", place=error.start + 1),
                        "line") from error
    except json.JSONDecodeError as error:
        raise RuleError(_("The line is not JSON: character ${place} is not expected there. Expected an object such as "
                          "{\"ask\": \"ruleset\", ...}.", place=error.pos + 1) if text else
                        _("The line is empty. Expected an object such as {\"ask\": \"ruleset\", ...}."),
                        "line") from error


def _unique(pairs):
    """Return the object of ``pairs``; a name that stands twice contradicts itself."""
    found = dict(pairs)
    if len(found) < len(pairs):
        seen = set()
        twice = next(name for name, _value in pairs if name in seen or seen.add(name))
        raise RuleError(_("“${name}” stands twice in the same object.", name=twice[:40]), twice[:40])
    return found


def _whole(digits):
    """Return a whole number; "-0" and one of more digits than Python reads stay text, which their field refuses."""
    try:
        return int(digits) if digits != "-0" else digits
    except ValueError:
        return digits


# Made once: a decoder or an encoder for each line would take longer than its answer.
_DECODER = json.JSONDecoder(parse_float=str, parse_int=_whole, parse_constant=str, object_pairs_hook=_unique)
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def _written(found, words):
    text = _told(found, words)
    try:
        return (_ENCODER.encode(text) + "\n").encode()
    except UnicodeEncodeError:
        # Half of a pair of surrogates came in as an escape; it goes out as one.
        return (json.dumps(text) + "\n").encode()


def _told(value, words):
    if value.__class__ is Message:
        values = {name: _told(each, words) for name, each in value.values.items()}
        return filled(words(value.msgid), values)
    if isinstance(value, dict):
        return {name: _told(each, words) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_told(each, words) for each in value]
    return value
