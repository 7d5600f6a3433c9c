"""Many files at once: chosen, dropped or taken with a phone; sent one by one by the script, or all in one form."""

from types import SimpleNamespace as Show

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.nodes import Item, Section
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.operations.uploads import upload_files
from eduportal.views.contents.table import contents_page
from eduportal.views.kept_uploads import kept_before


@view_config(context=Section, name="upload", request_method="POST", renderer="contents.html", permission="page:add")
@view_config(context=Item, name="upload", request_method="POST", renderer="contents.html", permission="page:add")
def upload(request):
    """Save the files that are good and say of each what became of it: as a page, or as JSON to the script."""
    chosen = [each for name in ("files", "camera") for each in request.POST.getall(name) if hasattr(each, "file")]
    files = [(each.filename, _reader(each)) for each in chosen] + kept_before(request, "files", "camera")
    verdicts = upload_files(request.portal, request.context, files,
                            keep_both=request.POST.get("keep_both") == "1", by=request.account.uuid, at=request.at)
    told = [_told(request, each) for each in verdicts]
    if request.headers.get("X-Requested-With") == "fetch":
        request.override_renderer = "json"
        return {"ok": all(each.ok for each in told), "files": [vars(each) for each in told]}
    if not told:
        raise RuleError(_("Choose at least one file."))
    if all(each.ok for each in told):
        request.flash(_("${count} files have been saved.", count=len(told)))
        return HTTPSeeOther(request.url_of(request.context, "@@contents"))
    if not any(each.ok for each in told):
        request.response.status_int = 422
    return contents_page(request, verdicts=told)


def _reader(chosen):
    def read(most):
        # After a conflict the request is carried out again, and the file was read to its end already.
        chosen.file.seek(0)
        return chosen.file.read(most)

    return read


def _told(request, verdict):
    if verdict.node is None:
        return Show(name=verdict.name, ok=False, text=request.translate(verdict.reason), url="")
    kind = request.definitions.types[verdict.node.type_name]
    text = _("Saved as ${type}: “${title}”", type=kind.title, title=verdict.node.title)
    return Show(name=verdict.name, ok=True, text=request.translate(text),
                url=request.url_of(verdict.node, "@@edit"))
