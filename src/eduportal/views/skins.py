"""Templates and static files of the skin of the nearest unit: a renderer for ``*.html`` along a chain of skins."""

import hashlib

from chameleon import PageTemplateLoader
from pyramid.i18n import TranslationString

from eduportal.content.nodes import lineage


class SkinRenderer:
    """Renders ``name.html`` from the file ``name.pt`` of the first skin in the chain that has it."""

    def __init__(self, info):
        self.name = info.name.removesuffix(".html") + ".pt"
        self.skins = info.registry["eduportal.skins"]

    def __call__(self, value, system):
        request = system["request"]
        request.response.content_type = "text/html"
        return self.skins.template(skin_of(request.context), self.name).render(
            request=request, target_language=request.locale_name, **value)


class Skins:
    """The loaders of all skins, and the stamped addresses of their static files."""

    def __init__(self, declared, reload):
        self.declared, self.reload, self.loaders, self.stamps, self.localizers = declared, reload, {}, {}, {}
        self.words = {}

    def template(self, skin, name):
        """Return the template ``name`` for a skin, from the chain of skins that it extends."""
        if skin not in self.loaders:
            folders = [str(each.folder / "templates") for each in self.declared.skin_chain(skin)]
            # Without prepend_relative_search_path=False the default layout would win inside a default template.
            self.loaders[skin] = PageTemplateLoader(
                folders, auto_reload=self.reload, prepend_relative_search_path=False, translate=self.word,
                default_extension=".pt")
        return self.loaders[skin][name]

    def static(self, path, script_name=""):
        """Return the address of a static file with a stamp of its content, so that it may be cached for a year."""
        if path not in self.stamps or self.reload:
            data = (self.declared.skins["default"].folder / "static" / path).read_bytes()
            self.stamps[path] = hashlib.sha256(data).hexdigest()[:10]
        return f"{script_name}/++skin++/default/{path}?v={self.stamps[path]}"

    def word(self, msgid, domain=None, mapping=None, context=None, target_language=None, default=None):
        """Return a message of a template in ``target_language``."""
        localizer = self.localizers.get(target_language)
        if localizer is None or not isinstance(msgid, str):
            return default if default is not None else msgid
        if not mapping:
            key = (target_language, domain, msgid)
            if key not in self.words:
                self.words[key] = localizer.translate(TranslationString(msgid, domain=domain, default=default))
            return self.words[key]
        return localizer.translate(TranslationString(msgid, domain=domain, default=default, mapping=mapping))


def skin_of(node):
    """Return the name of the skin of the nearest unit that chose one, else "default"."""
    for each in lineage(node) if hasattr(node, "__parent__") else ():
        chosen = getattr(each, "skin", "")
        if chosen:
            return chosen
    return "default"


def _localizers(config, skins):
    from pyramid.i18n import make_localizer
    from pyramid.interfaces import ITranslationDirectories

    folders = config.registry.queryUtility(ITranslationDirectories) or []
    for language in ("vi", "en"):
        skins.localizers[language] = make_localizer(language, folders)


def includeme(config):
    """Register the renderer and the static files of the skins."""
    reload = config.registry.settings.get("pyramid.reload_templates", False) in (True, "true")
    skins = Skins(config.registry["eduportal.definitions"], reload)
    config.registry["eduportal.skins"] = skins
    config.add_renderer(".html", SkinRenderer)
    config.action(("eduportal", "localizers"), lambda: _localizers(config, skins), order=10_000)
    for name, skin in skins.declared.skins.items():
        config.add_static_view(f"++skin++/{name}", str(skin.folder / "static"), cache_max_age=31_536_000)
