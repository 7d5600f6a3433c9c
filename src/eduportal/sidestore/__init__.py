"""The side store: everything that is derived from the object database or only operational. Nothing in it is truth.

Open it once per process with :func:`open_store`; every function of this package takes a connection that
:meth:`SideStore.begin` (may write) or :meth:`SideStore.read` (may not) hands out.
"""

from eduportal.sidestore.store import SideStore, open_store

__all__ = ["SideStore", "open_store"]
