"""Templates and static files of the skin of the nearest unit: a renderer for ``*.html`` along a chain of skins."""

import hashlib

from chameleon import PageTemplateLoader
from pyramid.i18n import TranslationString

from eduportal.views.looks import skin_of
from eduportal.views.numbers import with_points


class SkinRenderer:
    """Renders ``name.html`` from the file ``name.pt`` of the first skin in the chain that has it."""

    def __init__(self, info):
        self.name = info.name.removesuffix(".html") + ".pt"
        self.skins = info.registry["eduportal.skins"]

    def __call__(self, value, system):
        request = system["request"]
        request.response.content_type = "text/html"
        return self.skins.template(skin_of(request), self.name).render(
            request=request, target_language=request.locale_name, **value)


class Words:
    """The messages of templates in every language, shared by all applications of a process like the templates."""

    def __init__(self):
        self.localizers, self.kept = {}, {}

    def word(self, msgid, domain=None, mapping=None, context=None, target_language=None, default=None):
        """Return a message of a template in ``target_language``."""
        localizer = self.localizers.get(target_language)
        if not isinstance(msgid, str):
            return default if default is not None else msgid
        if localizer is None:
            return TranslationString(msgid, domain=domain, default=default, mapping=mapping).interpolate()
        if not mapping:
            key = (target_language, domain, msgid)
            if key not in self.kept:
                self.kept[key] = localizer.translate(TranslationString(msgid, domain=domain, default=default))
            return self.kept[key]
        return localizer.translate(TranslationString(msgid, domain=domain, default=default,
                                                     mapping=with_points(mapping, target_language)))


WORDS = Words()
#: Compiled templates by the folders they come from: compiling one takes longer than a hundred renderings.
LOADERS = {}


class Skins:
    """The templates of all skins, and the stamped addresses of their static files."""

    def __init__(self, declared, reload):
        self.declared, self.reload, self.loaders, self.stamps, self.known = declared, reload, {}, {}, {}
        self.word, self.localizers = WORDS.word, WORDS.localizers

    def template(self, skin, name):
        """Return the template ``name`` for a skin, from the chain of skins that it extends."""
        if skin not in self.loaders:
            folders = tuple(str(each.folder / "templates") for each in self.declared.skin_chain(skin))
            key = (folders, self.reload)
            if key not in LOADERS:
                # Without prepend_relative_search_path=False the default layout would win inside a default template.
                LOADERS[key] = PageTemplateLoader(
                    list(folders), auto_reload=self.reload, prepend_relative_search_path=False, translate=WORDS.word,
                    default_extension=".pt")
            self.loaders[skin] = LOADERS[key]
        return self.loaders[skin][name]

    def static(self, path, script_name="", skin="default"):
        """Return the address of a static file with a stamp of its content, so that it may be cached for a year.

        The file is that of the first skin in the chain of ``skin`` that has it.
        """
        if (skin, path) not in self.stamps or self.reload:
            chain = self.declared.skin_chain(skin)
            owner = next((each for each in chain if (each.folder / "static" / path).is_file()), chain[-1])
            data = (owner.folder / "static" / path).read_bytes()
            self.stamps[skin, path] = f"/++skin++/{owner.name}/{path}?v={hashlib.sha256(data).hexdigest()[:10]}"
        return script_name + self.stamps[skin, path]

    def styles(self, skin, script_name=""):
        """Return the addresses of the stylesheets that a skin adds, those of the skin it extends first."""
        return [self.static(path, script_name, skin)
                for each in reversed(self.declared.skin_chain(skin)) for path in each.styles]

    def has_template(self, skin, name):
        """Return whether a skin or one that it extends has the template ``name``."""
        if (skin, name) not in self.known or self.reload:
            self.known[skin, name] = any((each.folder / "templates" / name).is_file()
                                         for each in self.declared.skin_chain(skin))
        return self.known[skin, name]


def _localizers(config):
    from pyramid.i18n import make_localizer
    from pyramid.interfaces import ITranslationDirectories

    folders = config.registry.queryUtility(ITranslationDirectories) or []
    for language in ("vi", "en"):
        WORDS.localizers[language] = make_localizer(language, folders)


def includeme(config):
    """Register the renderer and the static files of the skins."""
    reload = config.registry.settings.get("pyramid.reload_templates", False) in (True, "true")
    skins = Skins(config.registry["eduportal.definitions"], reload)
    config.registry["eduportal.skins"] = skins
    config.add_renderer(".html", SkinRenderer)
    config.action(("eduportal", "localizers"), lambda: _localizers(config), order=10_000)
    for name, skin in skins.declared.skins.items():
        if (skin.folder / "static").is_dir():
            config.add_static_view(f"++skin++/{name}", str(skin.folder / "static"), cache_max_age=31_536_000)
