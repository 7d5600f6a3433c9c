"""Identity given at birth and kept over rename, move, trash and export."""

from uuid import uuid4


def new_uuid():
    """Return a new random identity: 32 hexadecimal digits."""
    return uuid4().hex
