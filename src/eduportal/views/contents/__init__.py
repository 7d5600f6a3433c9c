"""The contents view: what stands in a unit, folder or page; put in order, filled with many files, restricted.

Actions on what is ticked are buttons of one form (:data:`eduportal.views.contents.actions.ACTIONS`), each posting
to a view of its own; such views begin with :func:`selected` or :func:`selected_uuids`.
"""

from eduportal.views.contents.choosing import selected, selected_uuids

__all__ = ["selected", "selected_uuids"]
