"""Log-in names as the house writes them: the full name in small letters without accents, with dots (nguyen.van.an)."""

import re

from eduportal.domain.text import fold

PATTERN = re.compile(r"[a-z0-9][a-z0-9._-]{2,63}")
_LONGEST_STEM = 56
_NOBODY = "nguoidung"


def login_stem(name):
    """Return the log-in name that follows from a full name, free or not; always matches :data:`PATTERN`."""
    words = re.findall(r"[a-z0-9]+", fold(name))
    while len(words) > 1 and len(".".join(words)) > _LONGEST_STEM:
        # The tên is what people call each other by, so it stays; what goes are the words before it.
        del words[-2]
    stem = ".".join(words)[:_LONGEST_STEM].strip(".")
    if len(stem) >= 3:
        return stem
    return f"{stem}.{_NOBODY}" if stem else _NOBODY


def suggested_login(name, is_taken):
    """Return a free log-in name for a full name: nguyen.van.an, nguyen.van.an2, nguyen.van.an3 ...

    :param is_taken: a function of a log-in name.
    """
    stem, number = login_stem(name), 1
    login = stem
    while is_taken(login):
        number += 1
        login = f"{stem}{number}"
    return login
