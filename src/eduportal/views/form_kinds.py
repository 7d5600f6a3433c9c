"""One declared field as a colander node with its widget: every kind of field once, no content type by name."""

import colander
import deform.widget as widgets

from eduportal.content import richtext
from eduportal.content.nodes import unit_of
from eduportal.domain.dates import parse_day, school_year_of, school_year_title
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.text import clean_line, clean_text
from eduportal.operations.home_blocks import sections_of
from eduportal.views.kept_uploads import DROP, GONE, KEPT, Choice

_FIRST_YEAR = 2009
_PICTURE_TYPES = "image/jpeg,image/png,image/gif,image/webp"


class Day(colander.SchemaType):
    """A :class:`datetime.date`; typed as dd/mm/yyyy, or yyyy-mm-dd by the script of the form."""

    def __init__(self, say):
        self.say = say

    def serialize(self, node, value):
        return colander.null if value in (colander.null, None) else value.isoformat()

    def deserialize(self, node, text):
        if not text:
            return colander.null
        try:
            return parse_day(text)
        except RuleError as error:
            raise colander.Invalid(node, self.say(error.message), value=text) from None


class Tags(colander.SchemaType):
    """A tuple of words, typed with commas between."""

    def serialize(self, node, value):
        return colander.null if value in (colander.null, None) else ", ".join(value)

    def deserialize(self, node, text):
        return colander.null if not text else tuple(text.split(","))


class Several(colander.SchemaType):
    """A tuple of values that were ticked; nothing ticked is nothing said."""

    def serialize(self, node, value):
        return () if value in (colander.null, None) else tuple(value)

    def deserialize(self, node, ticked):
        if ticked in (colander.null, None, ""):
            return colander.null
        values = (ticked,) if isinstance(ticked, str) else tuple(ticked)
        return tuple(each for each in values if isinstance(each, str)) or colander.null


class Upload(colander.SchemaType):
    """A chosen file as {"name", "data"}; nothing chosen is nothing said."""

    def serialize(self, node, value):
        return colander.null

    def deserialize(self, node, chosen):
        return chosen or colander.null


class UploadWidget(widgets.Widget):
    """A file control. What was chosen is kept while the form is refused (:mod:`eduportal.views.kept_uploads`).

    :param kept: the name of the file that stays when none is chosen.
    """

    template = "file_upload"
    accept = None
    kept = ""
    choice = None

    def __init__(self, request, **options):
        super().__init__(**options)
        self.request = request

    def serialize(self, field, cstruct, **options):
        # A file that is refused itself is of no use to anybody: another one is chosen.
        chosen = self.choice.shown() if self.choice is not None and not field.error else None
        values = {"filename": self.kept, "chosen": chosen}
        return field.renderer(self.template, **self.get_template_values(field, values, options))

    def deserialize(self, field, pstruct):
        posted = pstruct if isinstance(pstruct, dict) else {}
        self.choice = Choice(self.request, posted.get("upload"), posted.get("upload" + KEPT, ""),
                             bool(posted.get("upload" + DROP)))
        if self.choice.gone:
            raise colander.Invalid(field.schema, self.request.translate(GONE), value=colander.null)
        return self.choice.file or colander.null

    def was_lost(self):
        """Return whether a file was sent that the form, once drawn again, does not show as kept."""
        return self.choice is not None and self.choice.file is not None and not self.choice.token


def node_for(field, request, *, pictures=(), kept=""):
    """Return the colander node of a declared ``field``.

    :param pictures: (uuid, title) of the images that an image field chooses among.
    :param kept: the name of the file that is there already.
    """
    say = request.translate
    node = _KINDS[field.kind](field, request, pictures, kept)
    node.name, node.title, node.description = field.name, field.title, field.description
    node.missing = colander.required if field.required and not (field.kind == "file" and kept) else None
    node.missing_msg = say(_("This must be filled in."))
    if field.kind == "boolean":
        node.missing = False
    return node


def _line(field, request, pictures, kept):
    return _text(field, request, clean_line, widgets.TextInputWidget())


def _long_text(field, request, pictures, kept):
    return _text(field, request, clean_text, widgets.TextAreaWidget(rows=3))


def _rich_text(field, request, pictures, kept):
    return _text(field, request, _without_nothing, widgets.TextAreaWidget(template="richtext", rows=12))


def _text(field, request, clean, widget):
    def prepare(value):
        return value if value is colander.null else clean(value) or colander.null

    return colander.SchemaNode(colander.String(), preparer=prepare, widget=widget,
                               validator=_at_most(field.max_length, request.translate))


def _without_nothing(text):
    """An editor leaves ``<p><br></p>`` in an empty field: that is nothing."""
    return text if richtext.plain(text) or "<img" in text else ""


def _at_most(longest, say):
    def check(node, text):
        if longest and len(text) > longest:
            raise colander.Invalid(node, say(_("At most ${longest} characters; this has ${length}.",
                                               longest=longest, length=len(text))))

    return check


def _date(field, request, pictures, kept):
    return colander.SchemaNode(Day(request.translate), widget=widgets.DateInputWidget())


def _choice(field, request, pictures, kept):
    say = request.translate
    return _select(field.choices, say(_("– Choose –")), say(_("Choose one of the values in the list.")))


def _multiple(field, request, pictures, kept):
    def check(node, values):
        if not set(values) <= dict(field.choices).keys():
            raise colander.Invalid(node, request.translate(_("Choose among the values in the list.")))

    return colander.SchemaNode(Several(), validator=check, widget=widgets.CheckboxChoiceWidget(values=field.choices))


def _section(field, request, pictures, kept):
    say, unit = request.translate, unit_of(request.context)
    folders = sections_of(unit) if unit.index is not None else ()
    return _select(tuple(folders), say(_("– The whole site –")), say(_("Choose a section of this site.")))


def _image(field, request, pictures, kept):
    say = request.translate
    node = _select(pictures, say(_("– No picture –")), say(_("Choose a picture of this page.")))
    node.widget.attributes = {"data-pictures": ""}
    return node


def _year(field, request, pictures, kept):
    newest = school_year_of(request.local_day) + 1
    years = tuple((str(year), school_year_title(year)) for year in range(newest, _FIRST_YEAR - 1, -1))
    say = request.translate
    return _select(years, say(_("– Choose –")), say(_("Choose one of the values in the list.")))


def _select(values, nothing, refusal):
    def check(node, value):
        if value not in dict(values):
            raise colander.Invalid(node, refusal)

    return colander.SchemaNode(colander.String(), validator=check,
                               widget=widgets.SelectWidget(values=(("", nothing), *values)))


def _boolean(field, request, pictures, kept):
    return colander.SchemaNode(colander.Boolean(), widget=widgets.CheckboxWidget())


def _whole_number(field, request, pictures, kept):
    def check(node, value):
        too_small = field.minimum is not None and value < field.minimum
        if too_small or (field.maximum is not None and value > field.maximum):
            raise colander.Invalid(node, request.translate(_("A whole number from ${least} to ${most} was expected.",
                                                             least=field.minimum, most=field.maximum)))

    limited = field.minimum is not None and field.maximum is not None
    return colander.SchemaNode(colander.Integer(), validator=check if limited else None,
                               widget=widgets.TextInputWidget(attributes={"inputmode": "numeric"}))


def _tags(field, request, pictures, kept):
    return colander.SchemaNode(Tags(), widget=widgets.TextInputWidget())


def _file(field, request, pictures, kept):
    return colander.SchemaNode(Upload(), widget=UploadWidget(request, kept=kept))


_KINDS = {
    "line": _line, "text": _long_text, "rich_text": _rich_text, "date": _date, "choice": _choice, "image": _image,
    "boolean": _boolean, "whole_number": _whole_number, "tags": _tags, "file": _file, "year": _year,
    "multiple": _multiple, "section": _section,
}
