"""A view without a permission stops the start: default deny is checked, not hoped for."""

from pyramid.exceptions import ConfigurationError
from pyramid.interfaces import PHASE3_CONFIG
from pyramid.security import NO_PERMISSION_REQUIRED


def views_of(registry):
    """Yield (name, context, methods, permission, callable) of every registered view of this package."""
    for item in registry.introspector.get_category("views", ()):
        view = item["introspectable"]
        permissions = [each for each in item["related"] if each.category_name == "permissions"]
        yield view, permissions[0]["value"] if permissions else None


def check_permissions(config):
    """Refuse to start when a view of ours says nothing about who may see it."""
    from eduportal.domain.access import PERMISSIONS

    known = {*PERMISSIONS, NO_PERMISSION_REQUIRED}
    bad = []
    for view, permission in views_of(config.registry):
        module = getattr(view["callable"], "__module__", "") or ""
        if view.get("exception_only") or not module.startswith("eduportal."):
            continue
        if permission not in known:
            bad.append(f"{module}.{getattr(view['callable'], '__name__', view['callable'])}: {permission!r}")
    if bad:
        raise ConfigurationError("Views without a declared permission: " + "; ".join(sorted(bad)))


def includeme(config):
    """Check after everything else has been registered."""
    config.action(("eduportal", "permissions"), lambda: check_permissions(config), order=PHASE3_CONFIG + 10_000)
