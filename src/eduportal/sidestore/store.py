"""Opening the side store, and its transactions."""

from contextlib import contextmanager
from secrets import randbits

from sqlalchemy import inspect, select, update

from eduportal.sidestore import words
from eduportal.sidestore.dialect import make_engines
from eduportal.sidestore.sessions import drop_expired
from eduportal.sidestore.tables import DERIVED, VERSION, operational, other, store_state


def open_store(url, at=None):
    """Return the :class:`SideStore` at ``url`` (``sqlite:////path/to/side.sqlite``), with every table it needs.

    A store of another version loses its derived rows (sessions and throttle stay) and answers ``needs_rebuild``;
    so does a new one, which knows nothing yet.

    :param at: an aware instant; when given, sessions that ended before it are deleted.
    :raises ValueError: when the address names no file.
    """
    writer, reader = make_engines(url)
    store = SideStore(writer, reader)
    try:
        with writer.begin() as conn:
            _create(conn)
        if at is not None:
            with store.begin() as conn:
                drop_expired(conn, at)
    except BaseException:
        store.close()
        raise
    return store


class SideStore:
    """One side store, shared by all threads of a process."""

    def __init__(self, writer, reader):
        self._writer, self._reader = writer, reader

    @contextmanager
    def begin(self, rebuild=False):
        """Give a connection in a transaction that may write; commit at the end, roll back on an exception.

        Transactions of one process wait for each other here: keep them short, and never nest them.

        :param rebuild: True to work on the set of derived tables that a rebuild fills, unseen by readers.
        """
        with self._writer.begin() as conn:
            live = state_of(conn).live
            conn.info["set"] = other(live) if rebuild else live
            conn.info["rebuild"] = rebuild
            yield conn

    @contextmanager
    def read(self):
        """Give a connection that sees one unchanging state and cannot write. Never waits for a writer."""
        with self._reader.connect() as conn:
            conn.info["set"] = state_of(conn).live
            conn.info["rebuild"] = False
            yield conn

    @property
    def needs_rebuild(self):
        """True until a rebuild has filled the derived tables (``eduportal reindex --province``)."""
        with self.read() as conn:
            return bool(state_of(conn).needs_rebuild)

    def close(self):
        """Close every connection."""
        self._writer.dispose()
        self._reader.dispose()


def state_of(conn):
    """Return the store's one row of state."""
    return conn.execute(select(store_state)).one()


def change_state(conn, **values):
    """Set columns of the store's one row of state."""
    conn.execute(update(store_state).values(**values))


def new_board_base():
    """Return where board versions start counting; random, so that a number never means two different boards."""
    return randbits(31) << 20


def create_set(conn, name):
    """Create the set ``name`` of derived tables, empty; one that is there is dropped first."""
    drop_set(conn, name)
    DERIVED[name].metadata.create_all(conn)
    words.create(conn, DERIVED[name])


def drop_set(conn, name):
    """Drop the set ``name`` of derived tables, if it is there."""
    words.drop(conn, DERIVED[name])
    DERIVED[name].metadata.drop_all(conn)


def _create(conn):
    known = inspect(conn).has_table(store_state.name)
    operational.create_all(conn)
    row = conn.execute(select(store_state)).one_or_none() if known else None
    if row is not None and row.version == VERSION:
        return
    for name in DERIVED:
        drop_set(conn, name)
    create_set(conn, "a")
    values = {"version": VERSION, "live": "a", "board_base": new_board_base(), "needs_rebuild": True,
              "rebuild_seen": None}
    if row is None:
        conn.execute(store_state.insert().values(id=1, **values))
    else:
        change_state(conn, **values)
