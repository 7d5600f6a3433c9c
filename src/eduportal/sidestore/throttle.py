"""The brake on guessing passwords: per account and address, per address, and per account (abuse case 17).

Pupils must not be able to lock a teacher out. So nothing counts against a *known* source of an account but its own
failures: a browser that has signed in to it before (it keeps a ``device`` value in a cookie of the sign-in page), or,
weaker because a whole school shares it, an address. And what counts against an account as a whole only slows.

To leave no gap between asking and counting, call :func:`may_try` and :func:`failed` in one transaction *before* the
password is checked, and :func:`succeeded` after it was right: that takes the count back.
"""

from datetime import UTC, datetime
from hashlib import sha256
from ipaddress import ip_address, ip_network

from sqlalchemy import and_, delete, func, insert, select

from eduportal.domain.text import nfc
from eduportal.sidestore.dialect import upsert
from eduportal.sidestore.tables import failed_sign_ins, known_sources

WINDOW = 15 * 60
PER_SOURCE = 5
PER_ADDRESS = 30
#: An account that is known at an address is not stopped there by the mistakes of a school behind the same address.
PER_ADDRESS_WHERE_KNOWN = 300
PER_ACCOUNT = 20
#: When an account is under attack, an unknown source waits so long after the last failure.
SLOW_SECONDS = 30
KNOWN_FOR = 90 * 24 * 3600


def may_try(conn, account_key, address, at, device=None):
    """Return ``(True, None)``, or ``(False, until)`` with the aware instant from which a try is taken again.

    :param account_key: the log-in name as typed, known or not.
    :param address: the client's IP address; an IPv6 address counts as its /64.
    :param device: what :func:`succeeded` was given for this browser, or None.
    """
    account, source, place, known = _who(conn, account_key, address, device, at)
    now = _seconds(at)
    own = and_(failed_sign_ins.c.account == account, failed_sign_ins.c.source == source)
    free = [_free_at(conn, own, PER_SOURCE, now)]
    if known != "device":
        limit = PER_ADDRESS_WHERE_KNOWN if known else PER_ADDRESS
        free.append(_free_at(conn, failed_sign_ins.c.address == place, limit, now))
    if not known:
        free.append(_slowed_until(conn, account, now))
    until = max(free)
    return (True, None) if until <= now else (False, datetime.fromtimestamp(until, UTC))


def failed(conn, account_key, address, at, device=None):
    """Count a failure."""
    account, source, place, _known = _who(conn, account_key, address, device, at)
    now = _seconds(at)
    conn.execute(delete(failed_sign_ins).where(failed_sign_ins.c.at <= now - WINDOW))
    conn.execute(insert(failed_sign_ins).values(account=account, source=source, address=place, at=now))


def succeeded(conn, account_key, address, at, device=None):
    """Take back what this source failed with this account, and know the source from now on, for 90 days.

    :param device: a random value that the browser has kept or is given now, in a cookie that outlives the session.
    """
    account, source, place, _known = _who(conn, account_key, address, device, at)
    now = _seconds(at)
    conn.execute(delete(failed_sign_ins).where(
        failed_sign_ins.c.account == account, failed_sign_ins.c.source == source))
    conn.execute(delete(known_sources).where(known_sources.c.at <= now - KNOWN_FOR))
    for each in {place} | ({_hash("device", device)} if device else set()):
        upsert(conn, known_sources, {"account": account, "source": each, "at": now}, ["account", "source"])


def take_back(conn, account_key, address, at, device=None):
    """Take back what this source failed with this account, without knowing the source from now on."""
    account, source, _place, _known = _who(conn, account_key, address, device, at)
    conn.execute(delete(failed_sign_ins).where(
        failed_sign_ins.c.account == account, failed_sign_ins.c.source == source))


def knows_device(conn, device, at):
    """Return whether any account has signed in from the browser with this device value, in the last 90 days."""
    return conn.scalar(select(known_sources.c.at).where(
        known_sources.c.source == _hash("device", device),
        known_sources.c.at > _seconds(at) - KNOWN_FOR).limit(1)) is not None


def forget_known(conn, account_key):
    """Forget the devices and addresses of an account (after its password was reset for somebody); return how many."""
    account = _account(account_key)
    return conn.execute(delete(known_sources).where(known_sources.c.account == account)).rowcount


def _who(conn, account_key, address, device, at):
    """Return the hashes of account, source and address, and how the source is known: "device", "address" or ""."""
    account, place = _account(account_key), _hash("address", _network(address))
    by_device = _hash("device", device) if device else None
    found = set(conn.scalars(select(known_sources.c.source).where(
        known_sources.c.account == account, known_sources.c.source.in_([place, by_device or place]),
        known_sources.c.at > _seconds(at) - KNOWN_FOR)))
    if by_device in found:
        return account, by_device, place, "device"
    return account, place, place, "address" if place in found else ""


def _free_at(conn, which, limit, now):
    """Return the second from which fewer than ``limit`` failures lie in the window."""
    at = failed_sign_ins.c.at
    newest = select(at).where(which, at > now - WINDOW).order_by(at.desc()).offset(limit - 1).limit(1)
    found = conn.scalar(newest)
    return 0 if found is None else found + WINDOW


def _slowed_until(conn, account, now):
    at = failed_sign_ins.c.at
    count, last = conn.execute(select(func.count(), func.max(at)).where(
        failed_sign_ins.c.account == account, at > now - WINDOW)).one()
    return last + SLOW_SECONDS if count >= PER_ACCOUNT else 0


def _account(account_key):
    return _hash("account", nfc(account_key).strip().lower())


def _network(address):
    """Return what counts as one address: an IPv4 address, or the /64 that one IPv6 customer has."""
    try:
        found = ip_address(address.strip())
    except ValueError:
        return address.strip()[:64]
    if found.version == 4:
        return str(found)
    return str(found.ipv4_mapped or ip_network((found.packed, 64), strict=False))


def _hash(kind, value):
    return sha256(f"{kind}:{value}".encode("utf-8", "surrogatepass")).hexdigest()


def _seconds(at):
    return int(at.timestamp())
