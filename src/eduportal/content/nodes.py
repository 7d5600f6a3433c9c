"""What the tree is made of: nodes that hold fields, a state, and in versioned types a live version."""

from BTrees.IOBTree import IOBTree
from BTrees.Length import Length
from BTrees.OOBTree import OOBTree
from persistent import Persistent
from substanced.folder import Folder

from eduportal.domain.unit_states import UNSEEN

_NOTHING = {}


class _Zero:
    def __call__(self):
        return 0


class Node(Folder):
    """One object of the tree. ``fields`` is the working version: a plain dict, always replaced as a whole.

    ``type_name`` and ``state`` are names in the declarations; what they allow is never stored here.
    """

    is_unit = False
    is_attachment = False
    type_name = ""
    uuid = ""
    state = ""
    fields = _NOTHING
    live = None
    versions = before = guard_answer = None
    history = ()
    revision = 0
    sort_key = ""
    created = created_by = modified = modified_by = ""
    refuses_roles = False
    #: Names of the types that may be added here and below; None takes what the folder above takes.
    addable = None
    # A node without children stores no tree for them: two records less for every page.
    data = _NOTHING
    _num_objects = _Zero()

    def __init__(self, type_name, uuid, *, by, at):
        self.type_name, self.uuid = type_name, uuid
        self.created = self.modified = at.isoformat()
        self.created_by = self.modified_by = by

    def add(self, name, other, **options):
        """Put a node below this one; objects of a unit only, units go through :meth:`Unit.add_unit`."""
        self.make_room()
        options.setdefault("send_events", False)
        return super().add(name, other, registry=_REGISTRY, **options)

    def remove(self, name, **options):
        """Take the node ``name`` out and return it."""
        options.setdefault("send_events", False)
        return super().remove(name, registry=_REGISTRY, **options)

    def make_room(self):
        """Create the tree for children at the first child."""
        if "data" not in self.__dict__:
            self.data = OOBTree()
            self._num_objects = Length()

    @property
    def title(self):
        """Return the title of the working version, or the name in the URL."""
        return self.fields.get("title") or self.fields.get("name") or self.__name__ or ""

    def write(self, fields, *, by, at):
        """Replace the working version and count a revision; the one before is kept for taking this back."""
        self.before = Before(self.revision, self.state, self.fields)
        self.fields = dict(fields)
        self.revision += 1
        self.modified, self.modified_by = at.isoformat(), by

    def record(self, event, *, by, at, source="", target="", reason=""):
        """Append to the history: (instant, who, event, from, to, why). Edits in a row by one person are one line."""
        line = (at.isoformat(), by, event, source, target, reason)
        last = self.history[-1] if self.history else None
        if event == "edit" and last and last[1:5] == line[1:5]:
            self.history = (*self.history[:-1], line)
        else:
            self.history = (*self.history, line)

    def publish(self, *, by, at):
        """Copy the working version to the live one and keep it among the versions."""
        if self.versions is None:
            self.versions = IOBTree()
        number = (self.versions.maxKey() if self.versions else 0) + 1
        self.live = Version(number, dict(self.fields), by=by, at=at)
        self.versions[number] = self.live
        return self.live

    def keep_version(self, version):
        """Put a version of another installation among the kept ones."""
        if self.versions is None:
            self.versions = IOBTree()
        self.versions[version.number] = version

    def unpublish(self):
        """Remove the live version; the kept versions stay."""
        self.live = None


class Version(Persistent):
    """A kept version: number, fields, who published it and when (ISO instant, UTC)."""

    def __init__(self, number, fields, *, by, at):
        self.number, self.fields = number, fields
        self.by, self.at = by, at.isoformat()


class Before(Persistent):
    """The working version before the last save, a record of its own: read only when somebody takes a save back."""

    def __init__(self, revision, state, fields):
        self.revision, self.state, self.fields = revision, state, fields


class Section(Node):
    """A folder of a unit's site. It has no versions: title, order and hiding act at once."""


class Item(Node):
    """A page, news item or disclosure: a working version and, when published, a live one."""


class Attachment(Node):
    """A file or image. Inside a page it follows the page; in a folder it has its own state.

    ``fields["file"]`` is {"name", "type", "size", "blob"}; the blob is a ZODB blob, replaced and never changed.
    ``made`` holds what was made from it (:mod:`eduportal.content.made`), None until then.
    """

    is_attachment = True
    made = None


class _Registry:
    """SubstanceD asks for a registry to notify events; the content layer sends none and knows no web framework."""

    has_listeners = False

    def subscribers(self, *args):
        return ()


_REGISTRY = _Registry()


def holder(node):
    """Return the node whose state decides for ``node``: for an attachment inside a page, the page."""
    parent = node.__parent__
    if node.is_attachment and isinstance(parent, Item):
        return parent
    return node


def unit_of(node):
    """Return the nearest unit of ``node``, itself included, or None at the root's outside."""
    while node is not None and not getattr(node, "is_unit", False):
        node = node.__parent__
    return node


def lineage(node):
    """Yield ``node`` and everything above it."""
    while node is not None:
        yield node
        node = node.__parent__


def inside(node):
    """Yield ``node`` and the nodes above it up to and with its unit."""
    for each in lineage(node):
        yield each
        if getattr(each, "is_unit", False):
            return


def below(node):
    """Yield every node below ``node`` within the same unit, children before their own children. Walks: jobs only."""
    for child in list(node.values()) if node.data else ():
        if getattr(child, "is_unit", False):
            continue
        yield child
        if hasattr(child, "data"):
            yield from below(child)


def is_public(node):
    """Return whether the public may see ``node``: it is shown in its unit, and no unit above is suspended."""
    return is_shown(node) and suspended_above(node) is None


def is_shown(node):
    """Return whether ``node`` has a live version and no folder above it is hidden. Its unit's index knows this.

    An attachment inside a page is shown only while the page's live version names it (architecture, section 2).
    Records of a school (years, classes, mark books) are never shown.
    """
    if not (isinstance(node, (Section, Item, Attachment)) or node.is_unit):
        return False
    own = holder(node)
    if own is not node:
        return node.live is not None and own.live is not None and is_shown(own)
    if isinstance(node, (Item, Attachment)) and node.live is None:
        return False
    return not any(each.state in ("hidden", "registered") for each in inside(node))


def suspended_above(node):
    """Return the nearest unit at or above ``node`` that the public may not see (suspended, closed), or None."""
    return next((each for each in lineage(node) if getattr(each, "is_unit", False) and each.state in UNSEEN), None)
