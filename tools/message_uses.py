"""Which texts the program shows: every message id in the Python files and page templates, with its place."""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

from chameleon import PageTemplateFile
from chameleon.program import ElementProgram
from chameleon.zpt.program import MacroProgram

HERE = Path(__file__).resolve().parent.parent
OURS = "eduportal"
PLACE = re.compile(r"\$\{(\w+)\}")
EXPRESSION = re.compile(r"\$\{[^}]*\}")
I18N = "http://xml.zope.org/namespaces/i18n"
TAL = "http://xml.zope.org/namespaces/tal"


@dataclass(frozen=True)
class Use:
    """A message id that the program shows: its translation domain, the id, and "file:line"."""

    domain: str
    msgid: str
    place: str


def calls(tree, is_marker):
    """Yield the calls in ``tree`` (an ast node) whose called expression satisfies ``is_marker``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and is_marker(node.func):
            yield node


def literal(call):
    """Return the text of a call's first argument, or None when it is not written out."""
    first = call.args[0]
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def wrong_values(call, msgid, place):
    """Return the problems of a call whose named values differ from the ``${names}`` of its text."""
    given = {keyword.arg for keyword in call.keywords}
    if None in given or given == set(PLACE.findall(msgid)):
        return []
    return [f"{place}: the values given ({', '.join(sorted(given)) or 'none'}) differ from those named in {msgid!r}"]


def uses_in_python(path, root=HERE):
    """Return the uses and the problems of a Python file: every ``_("...")`` in it."""
    uses, problems = [], []
    for call in calls(ast.parse(path.read_text("utf-8"), str(path)), is_underscore):
        place = f"{path.relative_to(root)}:{call.lineno}"
        msgid = literal(call)
        if msgid is None:
            problems.append(f"{place}: the text in _() is not written out, so nobody can translate it")
            continue
        uses.append(Use(OURS, msgid, place))
        problems += wrong_values(call, msgid, place)
    return uses, problems


def is_underscore(node):
    return isinstance(node, ast.Name) and node.id == "_"


def is_underscore_of_template(node):
    """Tell whether ``node`` is what Chameleon makes of the name ``_``: ``getname('_')``."""
    return isinstance(node, ast.Call) and is_getname(node.func) and bool(node.args) and literal(node) == "_"


def is_getname(node):
    return isinstance(node, ast.Name) and node.id in ("getname", "get")


class Template(ElementProgram):
    """Walks one page template and gathers ``i18n:translate`` and ``i18n:attributes`` as Chameleon sees them."""

    DEFAULT_NAMESPACES = MacroProgram.DEFAULT_NAMESPACES

    def __init__(self, path, root=HERE):
        self.name = path.relative_to(root)
        self.uses, self.problems, self.domains = [], [], [None]
        super().__init__(path.read_text("utf-8"), filename=str(path))

    def visit(self, kind, args):
        if kind in ("element", "start_tag"):
            self.element(*((args[0], None, []) if kind == "start_tag" else args))

    def element(self, start, _end, children):
        marks = {name: value for (space, name), value in start["ns_attrs"].items() if space == I18N}
        place = f"{self.name}:{line_of(start['name'])}"
        self.domains.append(marks.get("domain", self.domains[-1]))
        if "translate" in marks:
            self.translate(marks["translate"], start, children, place)
        if "attributes" in marks:
            self.attributes(marks["attributes"], start, place)
        for child in children:
            self.visit(*child)
        self.domains.pop()

    def use(self, msgid, place):
        if self.domains[-1] is None:
            self.problems.append(f"{place}: no i18n:domain above, so {msgid!r} is never translated")
        elif msgid:
            self.uses.append(Use(str(self.domains[-1]), msgid, place))

    def translate(self, msgid, start, children, place):
        if msgid.strip():
            return self.use(str(msgid).strip(), place)
        if {(TAL, "content"), (TAL, "replace")} & start["ns_attrs"].keys():
            return None  # The value is translated, not the words between the tags.
        text = self.words(children, place)
        if EXPRESSION.search(PLACE.sub("", text)) or set(PLACE.findall(text)) - self.names(children):
            self.problems.append(f"{place}: ${{...}} inside i18n:translate needs an element with i18n:name: {text!r}")
            return None
        return self.use(text, place)

    def words(self, children, place):
        """Return the message id that Chameleon makes of ``children``: names for named elements, white space folded."""
        parts = []
        for kind, args in children:
            if kind == "text":
                parts.append(args[0])
            elif kind in ("element", "start_tag"):
                name = args[0]["ns_attrs"].get((I18N, "name"))
                if name is None:
                    self.problems.append(f"{place}: an element without i18n:name stands inside i18n:translate")
                parts.append(f"${{{name}}}")
        return re.sub(r"\s+", " ", "".join(map(str, parts))).strip()

    @staticmethod
    def names(children):
        """Return the values of ``i18n:name`` on the direct children."""
        tags = [args[0]["ns_attrs"] for kind, args in children if kind in ("element", "start_tag")]
        return {str(tag[I18N, "name"]) for tag in tags if (I18N, "name") in tag}

    def attributes(self, listed, start, place):
        written = {str(each["name"]): str(each["value"]) for each in start["attrs"]}
        for item in filter(None, (part.strip() for part in str(listed).split(";"))):
            attribute, _, msgid = item.partition(" ")
            text = msgid.strip() or written.get(attribute, "")
            if EXPRESSION.search(text):
                self.problems.append(f"{place}: {attribute}={text!r} is made at run time and cannot be translated")
            else:
                self.use(text.strip(), place)


def line_of(token):
    """Return the line of a token of Chameleon's parser, 1 when it does not know."""
    return getattr(token, "location", (1, 0))[0]


def uses_in_template(path, root=HERE):
    """Return the uses and the problems of a page template, those in its ``${_('...')}`` included."""
    name = path.relative_to(root)
    try:
        template = Template(path, root)
        page = PageTemplateFile(str(path), keep_source=True)
        page.cook_check()
    except Exception as error:  # The parser's errors have many classes; each means that the page cannot be shown.
        return [], [f"{name}: {type(error).__name__}: {str(error).strip().splitlines()[0]}"]
    uses, problems = template.uses, template.problems
    for call in calls(ast.parse(page.source), is_underscore_of_template):
        msgid = literal(call)
        if msgid is None:
            problems.append(f"{name}: a text in _() is not written out, so nobody can translate it")
            continue
        uses.append(Use(OURS, msgid, str(name)))
        problems += wrong_values(call, msgid, name)
    return uses, problems


def all_uses(root=HERE):
    """Return (uses, problems) of every Python file and page template of the program."""
    uses, problems = [], []
    for top, pattern, reader in (
        ("src", "*.py", uses_in_python),
        ("src", "*.pt", uses_in_template),
        ("skins", "*.pt", uses_in_template),
    ):
        for path in sorted((root / top).rglob(pattern)):
            if path.relative_to(root).as_posix() == "src/eduportal/domain/messages.py":
                continue  # The definition of _ itself.
            found, wrong = reader(path, root)
            uses += found
            problems += wrong
    return uses, problems
