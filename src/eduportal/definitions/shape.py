"""The shape of a declaration against its JSON Schema: every deviation with file, line, path and what was expected."""

import json
import re

from jsonschema import Draft202012Validator

from eduportal.domain.messages import _

_NOUNS = {"string": _("text in quotes"), "integer": _("a whole number"), "boolean": _("true or false"),
          "object": _("a mapping"), "array": _("a list")}
#: What the schemas call "description", so that people read it in their language.
PHRASES = {phrase.msgid: phrase for phrase in (
    _("text that is not empty"),
    _("a name of small letters, digits and _"),
    _("a name of small letters, digits and _, or null"),
    _("names of small letters, digits and _"),
    _("a permission, thing:action"),
    _("permissions, thing:action, each with a list of roles"),
    _("the name of an icon of bootstrap-icons"),
    _("a list of value and title, or the name of a vocabulary: subjects, unit_kinds"),
    _("text, a whole number, true or false"),
    _("an address of small letters and digits with - between"),
    _("a day \"yyyy-mm-dd\" in quotes"),
    _("a day \"yyyy-mm-dd\" in quotes, or null"),
    _("a programme by its year, in quotes"),
    _("grades 1 to 12 in quotes"),
    _("a colour \"#rrggbb\" in quotes, in small letters"),
    _("a stylesheet of the skin, css/name.css"),
    _("the number of a worked example, TV22-23 or VD22-1"),
)}
#: Rules that say something about a whole that is otherwise right; the whole stays.
_KEEPING = ("required", "uniqueItems")


def check_shape(document, schema):
    """Add to ``document.problems`` what differs from ``schema``, and cut it out of ``document.data``.

    What is left has the right shape, so that the checks of names can go on over the rest and every mistake of a
    file is reported at once.
    """
    if document.data is None and document.problems:
        document.data = {}
        return
    errors = sorted(Draft202012Validator(schema).iter_errors(document.data),
                    key=lambda error: (document.lines.get(tuple(error.absolute_path), 0), list(map(str, error.path))))
    for error in errors:
        document.problems.extend(_messages(document, error))
    for error in errors:
        if error.validator == "additionalProperties":
            for key in _extra(error):
                _cut(document, [*error.absolute_path, key], None)
        elif error.validator not in _KEEPING:
            kinds = error.validator_value if error.validator == "type" else None
            _cut(document, list(error.absolute_path), {"object": {}, "array": []}.get(str(kinds)))
    for path in document.unread:
        _cut(document, list(path), None)


def _messages(document, error):
    path = tuple(error.absolute_path)
    if path in document.unread:
        return
    if error.validator == "additionalProperties":
        known = ", ".join(error.schema.get("properties", ())) or PHRASES[error.schema["description"]]
        for key in _extra(error):
            yield _("${where}: the key ${key} is not known here; known are: ${known}.",
                    where=document.where(*path, key), key=key, known=known)
    elif error.validator == "required":
        key = next(key for key in error.validator_value if f"'{key}'" in error.message and key not in error.instance)
        yield _("${where}: the key ${key} is missing.", where=document.where(*path), key=key)
    elif error.validator == "enum":
        yield _("${where}: expected one of ${known}, found ${found}.", where=document.where(*path),
                known=", ".join(str(each) for each in error.validator_value), found=_shown(error.instance))
    else:
        yield _("${where}: expected ${expected}, found ${found}.", where=document.where(*path),
                expected=_expected(error), found=_shown(error.instance))


def _extra(error):
    """Return the keys of a mapping that its schema does not know."""
    patterns = error.schema.get("patternProperties", ())
    return [key for key in error.instance if key not in error.schema.get("properties", ())
            and not any(re.search(pattern, key) for pattern in patterns)]


def _expected(error):
    """Return what the schema asks for: its own words if it has some, else the words for the rule that failed."""
    described = error.schema.get("description")
    if described is not None:
        return PHRASES[described]
    if error.validator == "type":
        return _NOUNS[error.validator_value]
    return _limit(error.validator, error.validator_value)


def _limit(rule, number):
    if rule in ("minItems", "minProperties"):
        return _("at least ${number} entries", number=number)
    if rule == "minimum":
        return _("at least ${number}", number=number)
    if rule == "maxLength":
        return _("at most ${number} characters", number=number)
    return _("every entry only once") if rule == "uniqueItems" else _("at most ${number}", number=number)


def _shown(value):
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "..."


def _cut(document, path, empty):
    """Put ``empty`` where the wrong value is; None takes it out of a mapping, and stays as None in a list."""
    document.cut.add(tuple(path))
    if not path:
        document.data = {} if empty is None else empty
        return
    parent = document.data
    for step in path[:-1]:
        parent = parent[step] if isinstance(parent, list) else parent.get(step)
        if parent is None:
            return
    if isinstance(parent, list) or empty is not None:
        parent[path[-1]] = empty
    else:
        parent.pop(path[-1], None)
