"""The application: a table of contents of what is included, and nothing else."""

import os
import secrets
from datetime import UTC, datetime
from pathlib import Path

from pyramid.config import Configurator
from pyramid.csrf import CookieCSRFStoragePolicy
from pyramid.settings import asbool

from eduportal import definitions
from eduportal.content.nodes import is_public
from eduportal.jobs.feeder import Feeder
from eduportal.jobs.queue import queue_of
from eduportal.security.policy import DeclaredAuthorization, SessionAuthentication
from eduportal.security.rights import decision
from eduportal.sidestore import open_store


def main(global_config, **settings):
    """Return the WSGI application."""
    config = configure(settings)
    app = config.make_wsgi_app()
    start(config.registry)
    return app


def start(registry):
    """Begin to feed the side store and to work on jobs."""
    registry["eduportal.feeder"].start(registry._zodb_databases[""])
    registry["eduportal.jobs"].start(registry._zodb_databases[""])


def configure(settings):
    """Return the configurator with everything included, before the application is made."""
    declared = definitions.load(_profiles(settings))
    secure = asbool(settings.get("eduportal.https", "false"))
    config = Configurator(settings={**DEFAULTS, **settings}, root_factory="eduportal.views.asking.root_factory")
    config.registry["eduportal.definitions"] = declared
    open_files(config.registry, settings)
    for package in ("pyramid_retry", "pyramid_tm", "pyramid_zodbconn"):
        config.include(package)
    config.set_authentication_policy(SessionAuthentication(secure))
    config.set_authorization_policy(DeclaredAuthorization(
        lambda asker, node, permission: decision(asker, node, permission, declared, public=is_public)))
    config.set_csrf_storage_policy(CookieCSRFStoragePolicy(
        cookie_name="eduportal_csrf", secure=secure, httponly=True, samesite="Lax"))
    config.set_default_csrf_options(require_csrf=True)
    # Whatever forgets its permission is open to nobody; views/declared.py also stops the start.
    config.set_default_permission("nobody:ever")
    config.add_translation_dirs("eduportal:locale")
    config.include("eduportal.views")
    config.scan("eduportal.views")
    config.commit()
    return config


def open_files(registry, settings):
    """Open what the application keeps beside the object database: side store, secret, and who works on them."""
    store = registry["eduportal.store"] = open_store(settings["eduportal.sidestore"])
    declared = registry["eduportal.definitions"]
    registry["eduportal.secret"] = _secret(settings)
    registry["eduportal.clock"] = lambda: datetime.now(UTC)
    registry["eduportal.feeder"] = Feeder(store, declared)
    registry["eduportal.jobs"] = queue_of(settings, store, declared, lambda: registry["eduportal.clock"]())


DEFAULTS = {
    "retry.attempts": "8",
    "tm.annotate_user": "false",
    "tm.commit_veto": "pyramid_tm.default_commit_veto",
    "pyramid.default_locale_name": "vi",
}


def _profiles(settings):
    return tuple(Path(each) for each in settings.get("eduportal.profiles", "").split() if each)


def _secret(settings):
    """Return the secret of this installation, made at the first start and readable by its owner only."""
    path = Path(settings["eduportal.secret_file"])
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(secrets.token_hex(32))
    return path.read_text("ascii").strip()
