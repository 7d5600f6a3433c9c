"""Many files at once into a folder or page: each is judged by itself, and the good ones are saved."""

from dataclasses import dataclass

from eduportal.domain.errors import Refused, RuleError
from eduportal.domain.messages import Message, _
from eduportal.domain.text import clean_line, slug
from eduportal.operations.files import LARGEST, safe_name, type_of
from eduportal.operations.pages import add_page

#: Files in one request; a script sends any number, one by one.
MOST = 50
#: Bytes of one request altogether, as the servers of etc/ allow.
TOGETHER = 60 * 1024 * 1024
_PICTURES = {"image/jpeg": ("jpg", "jpeg"), "image/png": ("png",), "image/gif": ("gif",), "image/webp": ("webp",)}
_ZIPS = ("zip", "docx", "xlsx", "pptx", "odt", "ods", "odp")
_OLD_OFFICE = ("doc", "xls", "ppt")
#: Media type by the content -> endings that such a file may have. What is not here is refused.
_ENDINGS = {
    **_PICTURES, "application/pdf": ("pdf",), "application/rtf": ("rtf",), "text/plain": ("txt",), "text/csv": ("csv",),
    "application/zip": _ZIPS, "application/x-rar-compressed": ("rar",),
    "application/msword": _OLD_OFFICE, "application/vnd.ms-excel": _OLD_OFFICE,
    "application/vnd.ms-powerpoint": _OLD_OFFICE,
    **dict.fromkeys((f"application/vnd.openxmlformats-officedocument.{kind}" for kind in (
        "wordprocessingml.document", "spreadsheetml.sheet", "presentationml.presentation")), _ZIPS[1:4]),
    **dict.fromkeys((f"application/vnd.oasis.opendocument.{kind}" for kind in (
        "text", "spreadsheet", "presentation")), _ZIPS[4:]),
    "audio/mpeg": ("mp3",), "audio/mp4": ("m4a",), "video/mp4": ("mp4",), "video/webm": ("webm",),
}
#: What a file chooser offers: endings of documents, media types of pictures (so that phones turn theirs into JPEG).
PICTURE_TYPES = tuple(_PICTURES)
ENDINGS = tuple(dict.fromkeys(each for kind, some in _ENDINGS.items() if kind not in _PICTURES for each in some))
_TAKEN = frozenset(each for some in _ENDINGS.values() for each in some)


@dataclass(frozen=True)
class Verdict:
    """What became of one file: its name for people, the node if it was saved, else the reason."""

    name: str
    node: object = None
    reason: Message | None = None


def upload_files(portal, parent, files, *, by, at, keep_both=False):
    """Add each of ``files`` below ``parent`` as a picture or a file, and return a list of :class:`Verdict`.

    The type follows the content; the title, and the text for who cannot see a picture until somebody writes a better
    one, is the file's name without its ending. What is refused writes nothing and stops none of the others.

    :param files: a list of (name, function of a number that returns at most so many bytes); :data:`MOST` are looked at,
        one verdict speaks of all others.
    :param keep_both: a file whose name is taken gets a number; else it is refused, so that what is sent twice after a
        lost connection stands here once.
    """
    found = [_upload(portal, parent, safe_name(name), read(LARGEST + 1), keep_both, by=by, at=at)
             for name, read in files[:MOST]]
    if len(files) > MOST:
        found.append(Verdict("…", reason=_("${count} more files were not looked at: at most ${most} at once. Choose "
                                           "them again.", count=len(files) - MOST, most=MOST)))
    return found


def _upload(portal, parent, name, data, keep_both, *, by, at):
    try:
        kind = _checked_type(name, data)
        title = title_of(name)
        if not keep_both and slug(title) in parent:
            raise RuleError(_("Something here has the address “${name}” already. If it is another file, rename yours "
                              "or choose to keep both.", name=slug(title)))
        values = {"title": title, "file": {"name": name, "data": data}}
        if kind in _PICTURES:
            values["alt"] = title
        return Verdict(name, add_page(portal, parent, "image" if kind in _PICTURES else "file", values, by=by, at=at))
    except RuleError as error:
        return Verdict(name, reason=next(iter(error.reasons.values())) if isinstance(error, Refused) else error.message)


def title_of(name):
    """Return the title that a file of this name gets: no ending, blanks for underlines, accents as they are."""
    stem, dot, _ending = name.rpartition(".")
    return clean_line((stem if dot else name).replace("_", " "))[:200] or name


def _checked_type(name, data):
    """Return the media type. :raises RuleError: the file is empty, too large, of no accepted type, or disguised."""
    if not data:
        raise RuleError(_("The file is empty."))
    if len(data) > LARGEST:
        raise RuleError(_("At most ${most} MB for a file.", most=LARGEST // 1024 // 1024))
    kind, ending = type_of(name, data), name.rpartition(".")[2].lower()
    if kind not in _ENDINGS and ending in _TAKEN:
        raise RuleError(_("This file is called “.${ending}”, but what is in it is no such file: somebody gave another "
                          "file this name, or it is damaged. Open it in its program, save it as ${ending} there, and "
                          "choose it again.", ending=ending))
    if kind not in _ENDINGS:
        raise RuleError(_("Files of this type are not taken; see which are in the list of types."))
    if ending not in _ENDINGS[kind]:
        raise RuleError(_("The content of this file is not what the end of its name says. Save it anew in the program "
                          "that it comes from."))
    return kind
