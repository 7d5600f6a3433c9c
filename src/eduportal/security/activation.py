"""Activation codes: worked out from a random part in the database and the secret of the installation.

Neither alone gives the code: it is written nowhere, so a copy of the database opens no account, and a new random part
voids the code before it. A code has 60 bits and no letter that is taken for another.
"""

import hmac
import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from eduportal.domain.dates import end_of_day, local_day

#: How many days after the day it was made a slip is good for: longer than a Tết holiday.
VALID_DAYS = 14
LENGTH = 12
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_DROPPED = str.maketrans("", "", " -–.\t\n\r")


def new_activation(batch, at):
    """Return what the account keeps of a new slip: (random part, end as ISO instant, batch)."""
    return (secrets.token_hex(16), end_of_day(local_day(at) + timedelta(days=VALID_DAYS)).isoformat(), batch)


def last_day(activation):
    """Return the last day on which the code of an activation is taken."""
    return local_day(datetime.fromisoformat(activation[1]) - timedelta(seconds=1))


def code_of(secret, account, random_part):
    """Return the code for an account's uuid, as it is printed: ``ABCD-EFGH-JKLM``."""
    text = _worked_out(secret, account, random_part)
    return "-".join(text[first:first + 4] for first in range(0, LENGTH, 4))


def is_code(secret, account, random_part, typed):
    """Return whether ``typed`` is the code, in capitals or not, with hyphens or not; always takes the same time."""
    bare = typed[:200].translate(_DROPPED).upper()
    right = hmac.compare_digest(bare.encode("utf-8", "replace"), _worked_out(secret, account, random_part).encode())
    return right and bool(random_part)


def _worked_out(secret, account, random_part):
    digest = hmac.new(secret.encode(), f"activation:{account}:{random_part}".encode(), sha256).digest()
    number = int.from_bytes(digest, "big")
    return "".join(_ALPHABET[(number >> 5 * place) & 31] for place in range(LENGTH))
