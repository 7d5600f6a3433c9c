"""What differs between the databases the side store can stand on: SQLite today, PostgreSQL when it is scaled."""

from pathlib import Path

from sqlalchemy import Text, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.pool import QueuePool

_WAIT_SECONDS = 30
_READERS = 32


def byte_ordered():
    """Return a text type that sorts and compares by code point, whatever the database's language is."""
    return Text().with_variant(Text(collation="C"), "postgresql")


def upsert(conn, table, values, keys):
    """Insert a row, or update the row that has the same ``keys`` (column names)."""
    insert = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[conn.dialect.name](table).values(**values)
    rest = {name: insert.excluded[name] for name in values if name not in keys}
    if rest:
        conn.execute(insert.on_conflict_do_update(index_elements=list(keys), set_=rest))
    else:
        conn.execute(insert.on_conflict_do_nothing(index_elements=list(keys)))


def make_engines(url):
    """Return ``(writer, reader)`` engines for ``url``.

    On SQLite the folder is created, the journal is a write-ahead log, and all writers of this process share one
    connection: they queue in the pool instead of polling the file's lock. A reader's connection cannot write at all.

    :raises ValueError: for an in-memory SQLite address, which threads and processes could not share.
    """
    url = make_url(url)
    if url.get_backend_name() != "sqlite":
        engine = create_engine(url, pool_size=_READERS)
        return engine, engine
    if not url.database or ":memory:" in url.database:
        raise ValueError("the side store needs a file: sqlite:////path/to/side.sqlite")
    Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    return _sqlite_engine(url, 1, "BEGIN IMMEDIATE"), _sqlite_engine(url, _READERS, "BEGIN")


def _sqlite_engine(url, size, begin):
    engine = create_engine(url, poolclass=QueuePool, pool_size=size, max_overflow=0, pool_timeout=_WAIT_SECONDS,
                           connect_args={"check_same_thread": False, "timeout": _WAIT_SECONDS})

    @event.listens_for(engine, "connect")
    def on_connect(connection, record):
        # The driver's own idea of when a transaction begins would start reading before it takes the write lock.
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {_WAIT_SECONDS * 1000}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -8000")
        connection.execute("PRAGMA mmap_size = 268435456")
        connection.execute("PRAGMA journal_size_limit = 67108864")
        if begin == "BEGIN":
            connection.execute("PRAGMA query_only = ON")

    @event.listens_for(engine, "begin")
    def on_begin(conn):
        conn.exec_driver_sql(begin)

    return engine
