"""The home of a unit: the blocks that it chose, in their order, and those that the offices above show in it."""

from types import SimpleNamespace as Show

from pyramid.view import view_config

from eduportal.content.appearance import blocks_from_above
from eduportal.content.units import Unit
from eduportal.domain.messages import _
from eduportal.operations.appearance import changed_parts
from eduportal.operations.home_blocks import blocks_of
from eduportal.views.blocks import filled_block
from eduportal.views.filling import Filling
from eduportal.views.page import shell


@view_config(context=Unit, renderer="home.html", permission="unit:view")
def home(request):
    """The home of a unit. One without a portal shows its name, its address and the units below it."""
    request.cache_for_all = request.context.index is not None
    return home_page(request, request.context)


@view_config(context=Unit, name="appearance-preview", request_method="GET", renderer="home.html",
             permission="appearance:edit")
def preview(request):
    """The home as it will be when what is being prepared is applied, for the people who prepare it only."""
    request.working_look = request.context.uuid
    values = home_page(request, request.context, working=True)
    return {**values, "preview": Show(back_url=request.url_of(request.context, "@@appearance"),
                                      changed=bool(changed_parts(request.context)))}


def home_page(request, unit, *, working=False):
    """Return what the template of the home shows. Blocks without content are left out."""
    page = shell(request, tab="view")
    if unit.index is None:
        directory = filled_block(Filling(request, unit, ()), unit, _plain("directory"))
        return {"page": page, "closed": True, "blocks": [directory] if directory else [], "preview": None}
    own = blocks_of(request.portal, unit, working=working)
    kinds = request.definitions.blocks
    above = [(office, block) for office, block in blocks_from_above(unit, request.local_day.isoformat())
             if block["kind"] in kinds]
    filling = Filling(request, unit, own)
    blocks = [(office, block) for office, block in above] + [(unit, block) for block in own]
    shown = [filled_block(filling, owner, block) for owner, block in blocks]
    return {"page": page, "closed": False, "blocks": [each for each in shown if each is not None], "preview": None}


def _plain(kind):
    return {"id": kind, "kind": kind, "settings": {}, "width": "", "below": False, "until": ""}


#: What the history says when an appearance was applied; its reason names the parts.
PART_TITLES = {"skin": _("Skin"), "colours": _("Colours"), "logo": _("Logo"), "banner": _("Banner"),
               "slogan": _("Slogan"), "footer": _("Footer"), "menu": _("Main menu"), "blocks": _("Home page blocks")}
