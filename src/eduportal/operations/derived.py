"""What is made from an upload afterwards, by a job: the text that the search finds, the sizes that pages show.

These jobs are the portal's own work and ask for nobody's rights: they change nothing that anybody reads but what
follows from the file, and what they make is shown with the rights of the file. Whoever uploaded may have handed the
page in meanwhile and could not write to it any more.
"""

from ZODB.blob import Blob

from eduportal.content.indexing import index_node
from eduportal.content.made import keep_scales, keep_text, make_room, stored_text
from eduportal.content.nodes import unit_of
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.operations.files import PICTURES
from eduportal.operations.scaling import drawn, scales_of
from eduportal.operations.tasks import start, task
from eduportal.search.extracting import READABLE, text_of_file

#: Why the text of a file is not known, for people who work on it.
REASONS = {
    "unsupported": _("This kind of file is not read. It is found by its title and description."),
    "encrypted": _("The file is locked with a password, so its text cannot be read. Upload it without the password."),
    "broken": _("The file is damaged or not what its name says, so its text cannot be read. Save it again, and upload "
                "it again."),
    "bomb": _("The file unpacks to far more than it should, as harmful files do. Its text was not read."),
    "limits": _("The file is too large or too complicated; only its beginning was read, or nothing."),
    "no_text": _("There is no text in this file, perhaps only scanned pages. Describe it well: it is found by its "
                 "title and description. For people who cannot see it, upload a version with text."),
    "busy": _("Too many files were read at the same time. Have this one read again later."),
}
#: The reason that is told when a text is there, but not all of it.
CUT = _("The file is long; the search knows the beginning of its text only.")


def make_later(portal, node, old, *, by, at):
    """Start the job for an attachment whose file, or focal point, is not the one of the fields ``old``."""
    file = node.fields.get("file")
    if not file:
        return
    # With its place made now the job writes beside the file only, and is in the way of nobody who edits it meanwhile.
    make_room(node)
    same = bool(old.get("file")) and old["file"]["blob"] is file["blob"]
    if file["type"] in PICTURES and not (same and scales_of(old) == scales_of(node.fields)):
        _start(portal, node, "draw_scales", by, at)
    elif file["type"] in READABLE and not same:
        _start(portal, node, "read_file", by, at)


def make_again(portal, nodes, *, by, at):
    """Start the jobs for the files of these attachments of one unit anew; return how many there are."""
    count = 0
    for name, types in (("draw_scales", PICTURES), ("read_file", READABLE)):
        uuids = [each.uuid for each in nodes if (each.fields.get("file") or {}).get("type") in types]
        if uuids:
            start(portal, unit_of(nodes[0]), name, uuids, by=by, at=at)
            count += len(uuids)
    return count


def _start(portal, node, name, by, at):
    title = (_("Read the text of “${title}”", title=node.title) if name == "read_file"
             else _("Draw the sizes of “${title}”", title=node.title))
    # In the portal's own name: nobody's list of jobs fills up with them.
    start(portal, unit_of(node), name, [node.uuid], by="", at=at, title=title)


@task("read_file", _("Read the text of files"))
def read_file(portal, unit, item, params, *, by, at):
    """Read the text of one file, of the working version and of the live one; return a line about it."""
    node = _attachment(unit, item)
    told = None
    for file in _files(node):
        with file["blob"].open("r") as source:
            found = text_of_file(source, file["type"])
        keep_text(node, file, found.pieces, found.reason, found.cut, at=at)
        told = told or why_not(stored_text(node, file))
    index_node(node, portal.definitions, at=at)
    return told


def why_not(stored):
    """Return the Message why a text is missing or short, None when all of it was read or when it waits to be."""
    if stored is None:
        return None
    if stored.reason in REASONS and (stored.reason != "limits" or not stored.pieces):
        return REASONS[stored.reason]
    return CUT if stored.cut else None


@task("draw_scales", _("Draw the sizes of pictures"))
def draw_scales(portal, unit, item, params, *, by, at):
    """Draw the sizes of one picture, of the working version and of the live one, as blobs beside it."""
    node = _attachment(unit, item)
    live = node.live.fields if node.live is not None else {}
    by_blob = {}
    for fields in (node.fields, live):
        file = fields.get("file")
        if file and file["type"] in PICTURES:
            wanted = by_blob.setdefault(file["blob"]._p_oid, (file, {}))[1]
            wanted |= {scale.name: scale for scale in scales_of(fields)}
    for file, wanted in by_blob.values():
        try:
            with file["blob"].open("r") as source:
                found = drawn(source, wanted.values())
        except (OSError, ValueError, SyntaxError) as error:
            raise RuleError(_("This picture cannot be read; save it again as JPEG or PNG.")) from error
        keep_scales(node, file, {name: (_blob(data), wide, high) for name, (data, wide, high) in found.items()})


def _blob(data):
    blob = Blob()
    with blob.open("w") as out:
        out.write(data)
    return blob


def _attachment(unit, uuid):
    node = unit.find(uuid)
    if node is None or not node.is_attachment or not node.fields.get("file"):
        raise RuleError(_("This file is no longer here."))
    return node


def _files(node):
    """Return the files of the working and of the live version, each once."""
    live = node.live.fields if node.live is not None else {}
    found = [fields["file"] for fields in (node.fields, live) if fields.get("file")]
    return found[:1] if len(found) == 2 and found[0]["blob"] is found[1]["blob"] else found
