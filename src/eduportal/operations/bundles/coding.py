"""Values of fields as JSON and back. What comes back is checked like what a person types."""

from datetime import date
from hashlib import sha256

from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _

#: The bundles that this portal writes; it reads those of the same number.
FORMAT = 1


def encoded(value, blobs):
    """Return a field's value for JSON; the bytes of files are put into ``blobs`` as {sha256: the blob}."""
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, dict) and "blob" in value:
        key = digest_of(value["blob"])
        blobs[key] = value["blob"]
        return {"file": {**{name: each for name, each in value.items() if name != "blob"}, "sha256": key}}
    if isinstance(value, dict):
        return {"map": {name: encoded(each, blobs) for name, each in value.items()}}
    if isinstance(value, (list, tuple)):
        return [encoded(each, blobs) for each in value]
    return value


def digest_of(blob):
    """Return the sha256 of a blob, read in pieces."""
    found = sha256()
    with blob.open("r") as source:
        while piece := source.read(1 << 20):
            found.update(piece)
    return found.hexdigest()


def decoded(value, blob_of):
    """Return a value from JSON; ``blob_of(sha256)`` gives the bytes of a file as {"name", "data"}.

    :raises RuleError: it is not what :func:`encoded` writes.
    """
    if isinstance(value, list):
        return tuple(decoded(each, blob_of) for each in value)
    if not isinstance(value, dict):
        return value
    kind, inner = next(iter(value.items()), ("", None))
    if len(value) != 1 or kind not in _DECODED:
        raise broken("a value of a field")
    return _DECODED[kind](inner, blob_of)


def _day(inner, blob_of):
    try:
        return date.fromisoformat(inner)
    except (TypeError, ValueError):
        raise broken("a day") from None


def _file(inner, blob_of):
    if not isinstance(inner, dict) or not isinstance(inner.get("sha256"), str):
        raise broken("a file")
    return {
        "name": str(inner.get("name", "")),
        "data": blob_of(inner["sha256"]),
        "sha256": inner["sha256"],
        "told": {name: each for name, each in inner.items() if name in ("type", "pixels", "macros")},
    }


def _map(inner, blob_of):
    if not isinstance(inner, dict):
        raise broken("a mapping")
    return {str(name): decoded(each, blob_of) for name, each in inner.items()}


_DECODED = {"day": _day, "file": _file, "map": _map}


def broken(what):
    """Return the refusal of a bundle that is not as this portal writes it."""
    return RuleError(_("The bundle is broken or was changed (${what}). Export it again, and copy it whole.", what=what))
