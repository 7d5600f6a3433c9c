"""What the guard and the checks found, shown to who hands in or approves; and the answer of somebody by name."""

from types import SimpleNamespace as Show

from eduportal.content.nodes import Section
from eduportal.domain.messages import _
from eduportal.operations.checks import findings_of
from eduportal.operations.guard import KINDS, answer_for, answered_for, personal_data_in
from eduportal.views.references import own_addresses
from eduportal.views.versions import instant_of

_PLACES = {
    "page": lambda name: _("page ${name}", name=name), "cell": lambda name: _("cell ${name}", name=name),
    "paragraph": lambda name: _("paragraph ${name}", name=name), "slide": lambda name: _("slide ${name}", name=name),
    "line": lambda name: _("line ${name}", name=name), "header": lambda name: _("header"),
    "footer": lambda name: _("footer"), "note": lambda name: _("note"), "comment": lambda name: _("comment"),
}


def asks_guard(request, step):
    """Return whether the step is one before which the page is looked through."""
    return not request.context.is_unit and not isinstance(request.context, Section) \
        and (step.asks_approval or step.publishes)


def guarded(request, typed=None):
    """Return what the template guard.pt shows of the page: findings, hits, who answers for them, what was typed."""
    node = request.context
    hits = personal_data_in(request.portal, node, at=request.at)
    answer, typed = answered_for(node), typed or {}
    return Show(
        findings=[request.translate(each.message) for each in findings_of(
            request.portal, node, own_addresses(request))],
        hits=[_hit(request, title, hit) for title, hit in hits],
        answer=answer and Show(name=answer[0], reason=answer[1], at=instant_of(answer[3]),
                               by=request.portal.accounts.name_of(answer[2])),
        name=_text(typed, "answer_name"), reason=_text(typed, "answer_reason"))


def answer_if_given(request):
    """Keep the answer of the form, where somebody has written one. :raises Refused: half of it is missing."""
    name, reason = _text(request.POST, "answer_name"), _text(request.POST, "answer_reason")
    if name.strip() or reason.strip():
        answer_for(request.portal, request.context, name, reason, by=request.account.uuid, at=request.at)


def _text(form, name):
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _hit(request, title, hit):
    kind, name = hit.place
    place = request.translate(_PLACES[kind](name)) if kind in _PLACES else name
    return Show(kind=request.translate(KINDS[hit.kind]), title=title, place=place, around=hit.around)
