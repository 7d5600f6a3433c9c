"""The buttons above the contents: each posts what is ticked to a view of its own.

Whoever adds an action adds a line here; the view begins with ``selected_uuids(request)`` and asks for itself what the
person may do with each thing.
"""

from types import SimpleNamespace as Show

from eduportal.domain.messages import _

#: View (behind the address of the folder), icon, title, look, permission that a person needs at the folder to be shown
#: the button, or None. The right to the things themselves is asked by the view.
ACTIONS = (
    ("@@clipboard?do=cut", "scissors", _("Cut"), "btn-outline-primary", "page:edit"),
    ("@@clipboard?do=copy", "files", _("Copy"), "btn-outline-primary", "page:view_draft"),
    ("@@bulk?act=rename", "pencil", _("Titles and addresses"), "btn-outline-primary", "page:edit"),
    ("@@bulk?act=tags", "tag", _("Tags"), "btn-outline-primary", "page:edit"),
    ("@@bulk?act=days", "calendar3", _("Days in lists"), "btn-outline-primary", "page:edit"),
    ("@@bulk?act=flag", "sliders", _("Properties"), "btn-outline-primary", "page:edit"),
    ("@@bulk?act=state", "check-circle", _("State"), "btn-outline-primary", "page:view_draft"),
    ("@@delete-selected", "trash", _("Put what is ticked into the trash"), "btn-outline-danger", None),
)


def actions_for(request, node, may_delete):
    """Return the buttons that the asker is shown at ``node``.

    :param may_delete: whether something in the table may go to the trash by the asker's hand.
    """
    url, say = request.url_of(node), request.translate
    return [Show(url=url + view, icon=icon, title=say(title), css=f"btn {look}")
            for view, icon, title, look, permission in ACTIONS
            if (may_delete if view == "@@delete-selected" else permission is None or request.may(permission, node))]
