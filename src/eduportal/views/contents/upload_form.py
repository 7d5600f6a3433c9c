"""The form of many files: which types and sizes are taken is told before anything is sent."""

from types import SimpleNamespace as Show

from eduportal.domain.messages import _
from eduportal.operations.addable import may_stand_in
from eduportal.operations.files import LARGEST
from eduportal.operations.uploads import ENDINGS, MOST, PICTURE_TYPES, TOGETHER

_MB = 1024 * 1024


def upload_shown(request):
    """Return what the form of many files shows: its address, limits and types; None where files may not be added."""
    node = request.context
    kinds = [name for name in ("image", "file") if may_stand_in(request.portal, name, node)]
    if not kinds or not request.may("page:add", node):
        return None
    accepted = (PICTURE_TYPES if "image" in kinds else ()) + \
        (tuple(f".{each}" for each in ENDINGS) if "file" in kinds else ())
    limits = _("At most ${each} MB a file. Without the script of this page at most ${most} files, ${all} MB at once. "
               "Types: ${types}.", most=MOST, each=LARGEST // _MB, all=TOGETHER // _MB, types=_types(kinds))
    return Show(url=request.url_of(node, "@@upload"), accept=",".join(accepted), limits=request.translate(limits),
                pictures=",".join(PICTURE_TYPES) if "image" in kinds else "", largest=str(LARGEST),
                too_large=request.translate(_("At most ${most} MB for a file.", most=LARGEST // _MB)))


def _types(kinds):
    return ", ".join((("jpg", "png", "gif", "webp") if "image" in kinds else ()) + (ENDINGS if "file" in kinds else ()))
