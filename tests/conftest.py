"""What all tests share: the amount of property examples, declared files, databases on real files."""

import os
from datetime import UTC, datetime

import pytest
import transaction
import ZODB
from hypothesis import HealthCheck, settings
from ZODB.FileStorage import FileStorage

from eduportal import definitions

settings.register_profile(
    "eduportal",
    max_examples=int(os.environ.get("EDUPORTAL_EXAMPLES", "200")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    print_blob=True,
)
settings.load_profile("eduportal")

#: The moment at which tests happen unless they say otherwise: a Saturday in term 1.
NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def declared():
    """The definitions that are shipped."""
    return definitions.load()


@pytest.fixture
def db(tmp_path):
    """A database on a real FileStorage with blobs: a mapping storage would resolve no conflict."""
    database = ZODB.DB(FileStorage(str(tmp_path / "Data.fs"), blob_dir=str(tmp_path / "blobs")), pool_size=40)
    yield database
    database.close()


@pytest.fixture
def connection(db):
    """An open connection with a transaction manager of its own (``connection.transaction_manager``)."""
    opened = db.open(transaction.TransactionManager())
    yield opened
    opened.transaction_manager.abort()
    opened.close()
