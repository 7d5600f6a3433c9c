"""The address ``filestorage:///path/Data.fs?blob_dir=/path/blobs``: a FileStorage that keeps its blobs itself.

zodburi's ``file://…?blobstorage_dir=`` wraps the storage in a proxy that cleans up an aborted transaction after it has
given the commit lock back, and then deletes the upload that another thread is just committing: 8 editors with uploads
lost 2 of 32 files.
"""

import os
from pathlib import Path
from urllib.parse import parse_qsl

from ZODB.FileStorage import FileStorage
from zodburi.resolvers import FileStorageURIResolver

SCHEME = "filestorage://"


class KeepingFileStorageResolver(FileStorageURIResolver):
    """Resolves :data:`SCHEME`; the arguments of ``file://`` are understood, with ``blob_dir`` instead of its proxy."""

    def __call__(self, uri):
        """Return (a function that opens the storage, options of the database)."""
        path, _question, query = uri.removeprefix(SCHEME).partition("?")
        values = dict(parse_qsl(query))
        blob_dir = values.pop("blob_dir", None)
        arguments, options = self.interpret_kwargs(values)
        return (lambda: FileStorage(os.path.normpath(path), blob_dir=blob_dir, **arguments)), options


resolve = KeepingFileStorageResolver()


def file_of(uri):
    """Return the path of the data file of an address of this machine, or None for a storage behind the network."""
    scheme, _colon, rest = uri.partition("://")
    return Path(rest.split("?")[0]) if scheme in ("file", "filestorage") else None
