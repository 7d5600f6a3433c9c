"""Copy the pinned browser libraries from npm into the default skin, or check the copies.

    python tools/vendor.py           needs Node: ``npm ci --ignore-scripts`` in assets/, then copies
    python tools/vendor.py --check   needs no Node: 1 when a file was edited, is missing, or came from nowhere

Every package keeps its licence beside its files. ``VENDOR.json`` has the version and licence of each package and the
SHA-256 of each file. Two runs write the same bytes.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "assets"
STATIC = ROOT / "skins" / "default" / "static"
MANIFEST = "vendor/VENDOR.json"
SPRITE = "icons.svg"
LANGUAGE_PACK = "vendor/tinymce-i18n/vi.js"

HUGERTE_PLUGINS = ("autolink", "charmap", "code", "fullscreen", "image", "link", "lists", "searchreplace", "table",
                   "wordcount")

# package -> what is taken from it; the place inside the package is kept
FILES = {
    "@fontsource/be-vietnam-pro": [
        f"files/be-vietnam-pro-{subset}-{weight}-normal.woff2"
        for subset in ("latin", "vietnamese") for weight in (400, 600, 700)
    ],
    "bootstrap": ["dist/css/bootstrap.min.css"],
    "bootstrap-icons": [],  # becomes the sprite
    "flatpickr": ["dist/flatpickr.min.js", "dist/flatpickr.min.css", "dist/l10n/vn.js"],
    "htmx.org": ["dist/htmx.min.js"],
    "hugerte": [
        "hugerte.min.js", "icons/default/icons.min.js", "models/dom/model.min.js", "themes/silver/theme.min.js",
        "skins/ui/oxide/content.min.css", "skins/ui/oxide/skin.min.css", "skins/content/default/content.min.css",
        *(f"plugins/{name}/plugin.min.js" for name in HUGERTE_PLUGINS),
    ],
    "sortablejs": ["Sortable.min.js"],
    "tinymce-i18n": [],  # becomes the Vietnamese pack of HugeRTE
    "tom-select": ["dist/css/tom-select.bootstrap5.min.css", "dist/js/tom-select.complete.min.js"],
}

# The licence as the package's own text has it, where package.json does not say it in SPDX words.
LICENCES = {"tinymce-i18n": "MIT (its packs carry the licence of their TinyMCE; langs6 is TinyMCE 6)"}

# Every name that a template, a script or a content type of the portal may ask for.
ICONS = """
archive arrow-counterclockwise arrow-down arrow-left arrow-right arrow-up arrows-move award bar-chart bell book
box-arrow-in-right box-arrow-right box-arrow-up-right building buildings calendar-check calendar-event calendar3
card-image chat-left-text check-circle check2 chevron-down chevron-left chevron-right chevron-up clipboard-check
clipboard-data clock clock-history cloud-check collection diagram-3 download envelope exclamation-triangle eye
eye-slash file-earmark file-earmark-excel file-earmark-image file-earmark-pdf file-earmark-text file-earmark-word
file-earmark-zip file-text files filter folder folder-plus folder2-open gear geo-alt globe2 grip-vertical
hourglass-split house-door image inbox info-circle journal-check journal-text journals key
link-45deg list list-check list-ul lock
megaphone mortarboard newspaper patch-check pencil people person person-badge person-circle
person-lines-fill person-plus pin-angle plus-lg printer qr-code question-circle save scissors search send share
shield-check shield-lock signpost sliders table tag telephone three-dots trash unlock universal-access
upload x-circle x-lg
""".split()

# Where the community's pack has a slip or a word nobody uses in a school office.
BETTER_WORDS = {
    "Copy": "Sao chép", "Cancel": "Huỷ", "Ok": "Đồng ý", "Redo": "Làm lại", "Undo": "Hoàn tác", "Cut": "Cắt",
    "Paste": "Dán", "Paragraph": "Đoạn văn", "Blocks": "Kiểu đoạn", "Clear formatting": "Xoá định dạng",
    "Insert/edit link": "Chèn hoặc sửa liên kết", "Remove link": "Bỏ liên kết", "Open link": "Mở liên kết",
    "Insert/edit image": "Chèn hoặc sửa ảnh", "Alternative description": "Mô tả ảnh cho người không nhìn thấy",
    "Bullet list": "Danh sách dấu đầu dòng", "Numbered list": "Danh sách đánh số", "Source code": "Mã nguồn",
    "Find and replace": "Tìm và thay thế", "Fullscreen": "Toàn màn hình", "Rich Text Area": "Vùng soạn thảo",
    "Press ALT-0 for help": "Nhấn ALT-0 để xem trợ giúp",
    "Rich Text Area. Press ALT-0 for help.": "Vùng soạn thảo. Nhấn ALT-0 để xem trợ giúp.",
    "Reveal or hide additional toolbar items": "Hiện hoặc ẩn các nút khác",
}


class VendorError(Exception):
    """Something in a package is not where this script was told it is."""


def folder_of(package):
    """Return the folder name of ``package`` under vendor/: ``@scope/name`` becomes ``scope-name``."""
    return package.replace("@", "").replace("/", "-")


def sha256(path):
    """Return the SHA-256 of the file as hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def found_files(static):
    """Return {place below static/: SHA-256} of all vendored and generated files, without the manifest itself."""
    paths = [path for path in (static / "vendor").rglob("*") if path.is_file()]
    paths += [path for path in [static / SPRITE] if path.exists()]
    found = {path.relative_to(static).as_posix(): sha256(path) for path in sorted(paths)}
    found.pop(MANIFEST, None)
    return found


def copy_package(source, target, patterns):
    """Copy the files that match ``patterns`` and every licence of the package ``source`` below ``target``."""
    licences = [path.name for path in sorted(source.iterdir())
                if path.is_file() and path.name.lower().startswith(("licen", "copying", "notice"))]
    if not licences:
        raise VendorError(f"{source.name}: no licence file")
    for pattern in [*patterns, *licences]:
        hits = sorted(source.glob(pattern))
        if not hits:
            raise VendorError(f"{source.name}: nothing matches {pattern}")
        for hit in hits:
            place = target / hit.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(hit, place)


def sprite(icons, names):
    """Return one SVG document with a symbol for each of ``names``, drawn from the folder ``icons``."""
    symbols = []
    for name in sorted(set(names)):
        path = icons / f"{name}.svg"
        if not path.exists():
            raise VendorError(f"bootstrap-icons: no icon {name}")
        box, body = re.search(r'<svg[^>]*viewBox="([^"]+)"[^>]*>(.*)</svg>', path.read_text(), re.S).groups()
        shapes = re.sub(r"\s*\n\s*", "", body)
        symbols.append(f'<symbol id="{name}" viewBox="{box}">{shapes}</symbol>\n')
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{"".join(symbols)}</svg>\n'


def language_pack(text, better):
    """Return TinyMCE's pack ``text`` as a call of hugerte.addI18n with the ``better`` words put in."""
    call = re.fullmatch(r'\s*tinymce\.addI18n\(\s*"vi"\s*,\s*(\{.*\})\s*\)\s*;?\s*', text, re.S)
    if not call:
        raise VendorError("tinymce-i18n: the pack is not one call of tinymce.addI18n")
    escaped = re.sub(r"\\x([0-9a-fA-F]{2})", r"\\u00\1", call[1])  # JSON knows \u only
    words = json.loads(re.sub(r",(\s*\})$", r"\1", escaped)) | better
    return f'hugerte.addI18n("vi", {json.dumps(words, ensure_ascii=False, indent=0, sort_keys=True)});\n'


def describe(modules):
    """Return {package: {version, licence}} for the manifest."""
    described = {}
    for package in FILES:
        about = json.loads((modules / package / "package.json").read_text(encoding="utf-8"))
        described[package] = {"version": about["version"],
                              "licence": LICENCES.get(package) or about["license"]}
    return described


def build(modules=ASSETS / "node_modules", static=STATIC):
    """Fill ``static``/vendor, the sprite and the manifest from the installed npm packages in ``modules``."""
    vendor = static / "vendor"
    shutil.rmtree(vendor, ignore_errors=True)
    for package, patterns in FILES.items():
        copy_package(modules / package, vendor / folder_of(package), patterns)
    (static / SPRITE).write_text(sprite(modules / "bootstrap-icons/icons", ICONS), encoding="utf-8")
    pack = (modules / "tinymce-i18n/langs6/vi.js").read_text(encoding="utf-8")
    (static / LANGUAGE_PACK).write_text(language_pack(pack, BETTER_WORDS), encoding="utf-8")
    manifest = {"packages": describe(modules), "sha256": found_files(static)}
    (static / MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def problems(static=STATIC, assets=ASSETS):
    """Return a sentence for each file or version that differs from the manifest; none when all is well."""
    if not (static / MANIFEST).exists():
        return [f"{MANIFEST} is missing"]
    manifest = json.loads((static / MANIFEST).read_text(encoding="utf-8"))
    wanted, found = manifest["sha256"], found_files(static)
    bad = [f"{name} is missing" for name in sorted(wanted.keys() - found.keys())]
    bad += [f"{name} is not in the manifest" for name in sorted(found.keys() - wanted.keys())]
    bad += [f"{name} was edited" for name in sorted(wanted.keys() & found.keys()) if wanted[name] != found[name]]
    pins = json.loads((assets / "package.json").read_text(encoding="utf-8"))["dependencies"]
    copied = {package: about["version"] for package, about in manifest["packages"].items()}
    bad += [f"{package}: {pins.get(package)} is pinned, {copied.get(package)} was copied"
            for package in sorted(pins.keys() | copied.keys()) if pins.get(package) != copied.get(package)]
    return bad


def main(arguments):
    """Return the exit code of the command line ``arguments``."""
    if "--check" in arguments:
        bad = problems()
        print("\n".join(bad) or "The vendored files are as VENDOR.json says.")
        return 1 if bad else 0
    subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=ASSETS, check=True)
    try:
        build()
    except VendorError as error:
        print(error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
