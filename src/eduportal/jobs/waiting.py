"""Which units wait to be fed, and where they are found."""

import transaction

from eduportal.content.portal import portal_of


def waiting_units(db, definitions):
    """Return the uuids of all units whose outbox holds marks."""
    connection = db.open(transaction.TransactionManager())
    try:
        portal = portal_of(connection.root(), definitions)
        if portal is None:
            return []
        found = []
        for uuid in portal.register.records:
            unit = find_anywhere(portal, uuid)
            if unit is not None and unit.outbox:
                found.append(uuid)
        return found
    finally:
        connection.close()


def find_anywhere(portal, uuid):
    """Return a unit with ``uuid`` in the tree or in the trash of its office, or None.

    None too for a unit below one in the trash: it is fed whole when that one is restored.
    """
    unit = portal.unit(uuid)
    if unit is not None:
        return unit
    record = portal.register.records.get(uuid)
    office = portal.unit(record.parent) if record is not None and record.parent else None
    if office is None or office.trash is None:
        return None
    return next((entry.node for entry in office.trash.values() if entry.node.uuid == uuid), None)
