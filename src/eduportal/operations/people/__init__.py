"""The people of a unit: add, import, activation slips, close, leave, move. Each act checks the rights of who asks."""

# The tasks of these modules are registered wherever the operations are loaded.
from eduportal.operations.people import importing, slips  # noqa: F401
