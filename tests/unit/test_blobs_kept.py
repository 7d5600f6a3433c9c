"""No upload is lost: the storage of every ini file keeps its blobs itself.

``ZODB.blob.BlobStorage``, which zodburi wraps around a ``file://`` storage with ``blobstorage_dir``, cleans up after an
aborted transaction when it has given the commit lock back: it then deletes the file that another thread has stored in
the transaction that is just being committed (8 editors with uploads lost 2 of 32 files). ``blob-dir`` of a FileStorage
(a ``zconfig://`` address) and RelStorage hold the lock meanwhile.
"""

import re
from pathlib import Path

import pytest
from ZODB.blob import BlobStorage
from zodburi import resolve_uri

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("ini", ["development.ini", "etc/production.ini"])
def test_no_ini_file_names_a_storage_that_deletes_the_uploads_of_others(ini, tmp_path):
    text = (ROOT / ini).read_text("utf-8")
    addresses = re.findall(r"^#? ?zodbconn\.uri = ((?:file|filestorage)://\S+)", text, re.MULTILINE)
    assert addresses
    for number, address in enumerate(addresses):
        folder = tmp_path / str(number)
        folder.mkdir()
        address = re.sub(r"(\w+://|_dir=)[^?&]*/", rf"\1{folder}/", address)
        make, _options = resolve_uri(address)
        storage = make()
        try:
            assert not isinstance(storage, BlobStorage), f"{ini}: {address}"
        finally:
            storage.close()
