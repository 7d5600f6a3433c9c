"""Links as people type them, one a line: ``Name | address``. Pages of this portal are kept by identity."""

from eduportal.content.nodes import unit_of
from eduportal.content.whereabouts import find_target, target_for
from eduportal.operations.addresses import BY_IDENTITY
from eduportal.views.references import may_see, node_at


def typed_links(request, unit, text):
    """Return (name, address) of each line of ``text``; a line without ``|`` has no address and is refused later."""
    found = []
    for line in (text or "").splitlines():
        if line.strip():
            name, _bar, address = line.rpartition("|")
            found.append((name.strip(), kept_address(request, unit, address.strip())))
    return found


def kept_address(request, unit, address):
    """Return ``resolveuid/…`` for the address of something in this portal that the asker may see; others unchanged."""
    if "?" in address or "#" in address or not address.startswith(("/", "http://", "https://")):
        return address
    node = node_at(request, address)
    return address if node is None else f"resolveuid/{target_for(unit, node, unit_of(node))}"


def shown_address(request, unit, address):
    """Return an address as it is typed: the present path of what is kept by identity."""
    identity = BY_IDENTITY.fullmatch(address)
    node = find_target(request.portal, unit, identity[1]) if identity is not None else None
    return request.url_of(node) if node is not None and may_see(request, node) else address


def link_lines(request, unit, links):
    """Return links as lines to be edited."""
    return "\n".join(f"{each['title']} | {shown_address(request, unit, each['to'])}" for each in links or ())
