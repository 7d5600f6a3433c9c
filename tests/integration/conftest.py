"""A small city in a database of its own, with its objects at hand."""

import pytest

from tests import factories


@pytest.fixture
def portal(connection, declared):
    """A committed small city: Sở, Phòng quan-1 with thcs-mot and thcs-hai, and thpt-mot."""
    found = factories.small_city(connection.root(), declared)
    connection.transaction_manager.commit()
    return found


@pytest.fixture
def commit(connection):
    """A function that commits, so that the next step starts from what is stored."""
    return connection.transaction_manager.commit


@pytest.fixture
def one(portal):
    return portal.root["quan-1"]["thcs-mot"]


@pytest.fixture
def two(portal):
    return portal.root["quan-1"]["thcs-hai"]
