"""The tables. Derived ones exist twice, as set ``a`` and set ``b``, so that a rebuild is filled beside the live set.

Which set is live stands in the one row of ``store_state``; :class:`~eduportal.sidestore.store.SideStore` reads it at
the start of every transaction and leaves it in ``conn.info``, so a transaction never sees half of each.
"""

from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    or_,
)

from eduportal.sidestore.dialect import byte_ordered

#: Raised when the shape or the meaning of a derived table changes (a new way of folding text, for example).
VERSION = 3
SETS = ("a", "b")

operational = MetaData()

store_state = Table(
    "store_state", operational,
    Column("id", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("live", String(1), nullable=False),
    Column("board_base", BigInteger, nullable=False),
    Column("needs_rebuild", Boolean, nullable=False),
    Column("last_fed", BigInteger),
    Column("rebuild_seen", BigInteger),
)
board_versions = Table(
    "board_versions", operational,
    Column("unit", Text, primary_key=True),
    Column("version", Integer, nullable=False),
)
fed = Table(
    "fed", operational,
    Column("unit", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    PrimaryKeyConstraint("unit", "key"),
)
sessions = Table(
    "sessions", operational,
    Column("token_hash", String(64), primary_key=True),
    Column("account", Text, nullable=False, index=True),
    Column("started", BigInteger, nullable=False, index=True),
    Column("touched", BigInteger, nullable=False, index=True),
    Column("address", Text, nullable=False),
    Column("agent", Text, nullable=False),
)
flashes = Table(
    "flashes", operational,
    Column("id", Integer, primary_key=True),
    Column("token_hash", ForeignKey("sessions.token_hash", ondelete="CASCADE", onupdate="CASCADE"), index=True),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
)
failed_sign_ins = Table(
    "failed_sign_ins", operational,
    Column("id", Integer, primary_key=True),
    Column("account", String(64), nullable=False),
    Column("source", String(64), nullable=False),
    Column("address", String(64), nullable=False),
    Column("at", BigInteger, nullable=False, index=True),
    Index("failed_of_account", "account", "at"),
    Index("failed_of_address", "address", "at"),
)
known_sources = Table(
    "known_sources", operational,
    Column("account", String(64), nullable=False),
    Column("source", String(64), nullable=False),
    Column("at", BigInteger, nullable=False, index=True),
    PrimaryKeyConstraint("account", "source"),
)
acts = Table(
    "acts", operational,
    Column("id", String(32), primary_key=True),
    Column("account", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("unit", Text, nullable=False),
    Column("uuid", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("data", Text, nullable=False),
    Column("undone", Boolean, nullable=False),
    Index("acts_of_account", "account", "at"),
)
presence = Table(
    "presence", operational,
    Column("unit", Text, nullable=False),
    Column("uuid", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("since", BigInteger, nullable=False),
    Column("touched", BigInteger, nullable=False, index=True),
    Column("taken_by", Text, nullable=False),
    PrimaryKeyConstraint("unit", "uuid", "account"),
)
drafts = Table(
    "drafts", operational,
    Column("account", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("at", BigInteger, nullable=False, index=True),
    Column("data", Text, nullable=False),
    PrimaryKeyConstraint("account", "place"),
)
clipboards = Table(
    "clipboards", operational,
    Column("account", Text, primary_key=True),
    Column("how", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("token", String(32), nullable=False),
    Column("at", BigInteger, nullable=False, index=True),
    Column("things", Text, nullable=False),
)
job_turns = Table(
    "job_turns", operational,
    Column("job", Text, primary_key=True),
    Column("unit", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("until", BigInteger, nullable=False, index=True),
)
kept_rows = Table(
    "kept_rows", operational,
    Column("account", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("token", String(32), nullable=False),
    Column("at", BigInteger, nullable=False, index=True),
    Column("rows", Text, nullable=False),
    PrimaryKeyConstraint("account", "what"),
)
kept_files = Table(
    "kept_files", operational,
    Column("token_hash", String(64), primary_key=True),
    Column("holder", String(64), nullable=False, index=True),
    Column("at", BigInteger, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

downloads = Table(
    "downloads", operational,
    Column("unit", Text, nullable=False),
    Column("uuid", Text, nullable=False),
    Column("month", String(7), nullable=False),
    Column("times", BigInteger, nullable=False),
    PrimaryKeyConstraint("uuid", "month", "unit"),
)


@dataclass(frozen=True)
class Derived:
    """One set of the derived tables. ``words`` is the name of its full-text table."""

    name: str
    metadata: MetaData
    objects: Table
    units: Table
    summaries: Table
    links: Table
    words: str


def _derived(name):
    metadata = MetaData()
    objects = Table(
        f"objects_{name}", metadata,
        # The id grows with the instant of publication: the full-text table gives its hits newest first for nothing.
        Column("id", BigInteger, primary_key=True, autoincrement=False),
        Column("unit", Text, nullable=False),
        Column("uuid", Text, nullable=False),
        Column("type", Text, nullable=False),
        Column("published", byte_ordered(), nullable=False),
        Column("send_up", Boolean, nullable=False),
        Column("title", Text, nullable=False),
        Column("summary", Text, nullable=False),
        Column("body", Text, nullable=False),
        # ISO days between which lists show it, '' for no limit.
        Column("show_from", Text, nullable=False),
        Column("show_until", Text, nullable=False),
    )
    has_days = or_(objects.c.show_from != "", objects.c.show_until != "")
    Index(f"objects_{name}_days", objects.c.show_from, objects.c.show_until, objects.c.id, sqlite_where=has_days,
          postgresql_where=has_days)
    Index(f"objects_{name}_place", objects.c.unit, objects.c.uuid, unique=True)
    on_board = objects.c.send_up.is_(True)
    Index(f"objects_{name}_newest", objects.c.published, objects.c.id,
          sqlite_where=on_board, postgresql_where=on_board)
    Index(f"objects_{name}_newest_of_unit", objects.c.unit, objects.c.published, objects.c.id,
          sqlite_where=on_board, postgresql_where=on_board)
    units = Table(
        f"units_{name}", metadata,
        Column("uuid", Text, primary_key=True),
        Column("code", Text, nullable=False),
        Column("name", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("parent", Text, index=True),
        Column("state", Text, nullable=False),
        Column("opened_on", Text, nullable=False),
        Column("name_key", byte_ordered(), nullable=False),
        Column("path", byte_ordered(), nullable=False, index=True),
    )
    summaries = Table(
        f"summaries_{name}", metadata,
        Column("unit", Text, nullable=False),
        Column("name", Text, nullable=False),
        Column("value", BigInteger, nullable=False),
        PrimaryKeyConstraint("unit", "name"),
    )
    links = Table(
        f"links_{name}", metadata,
        Column("unit", Text, nullable=False),
        Column("page", Text, nullable=False),
        Column("target", Text, nullable=False, index=True),
        Column("target_unit", Text, nullable=False, index=True),
        PrimaryKeyConstraint("unit", "page", "target"),
    )
    return Derived(name, metadata, objects, units, summaries, links, f"words_{name}")


DERIVED = {name: _derived(name) for name in SETS}


def derived(conn):
    """Return the :class:`Derived` set that this transaction reads and writes."""
    return DERIVED[conn.info["set"]]


def other(name):
    """Return the name of the set that is not ``name``."""
    return SETS[1 - SETS.index(name)]
