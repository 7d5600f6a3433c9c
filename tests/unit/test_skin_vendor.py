"""The files of others in the default skin: as their packages have them, with licences, and any change is found."""

import gzip
import importlib.util
import json
import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "skins" / "default" / "static"
ASSETS = ROOT / "assets"


def _load():
    spec = importlib.util.spec_from_file_location("vendor", ROOT / "tools" / "vendor.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


vendor = _load()
MANIFEST = json.loads((STATIC / vendor.MANIFEST).read_text("utf-8"))


@pytest.fixture
def copy(tmp_path):
    """A copy of the vendored files that may be damaged."""
    shutil.copytree(STATIC / "vendor", tmp_path / "vendor")
    shutil.copyfile(STATIC / "icons.svg", tmp_path / "icons.svg")
    return tmp_path


def test_the_vendored_files_are_as_the_manifest_says(capsys):
    assert vendor.main(["--check"]) == 0
    assert "as VENDOR.json says" in capsys.readouterr().out


def test_an_edited_file_is_found(copy):
    path = copy / "vendor/htmx.org/dist/htmx.min.js"
    path.write_bytes(path.read_bytes() + b"\n")
    assert vendor.problems(copy) == ["vendor/htmx.org/dist/htmx.min.js was edited"]


def test_a_missing_file_is_found(copy):
    (copy / "icons.svg").unlink()
    (copy / "vendor/bootstrap/LICENSE").unlink()
    assert vendor.problems(copy) == ["icons.svg is missing", "vendor/bootstrap/LICENSE is missing"]


def test_a_file_from_nowhere_is_found(copy):
    (copy / "vendor/own.js").write_text("1")
    assert vendor.problems(copy) == ["vendor/own.js is not in the manifest"]


def test_a_missing_manifest_is_found(copy):
    (copy / vendor.MANIFEST).unlink()
    assert vendor.problems(copy) == ["vendor/VENDOR.json is missing"]


def test_another_pinned_version_is_found(copy, tmp_path):
    pins = json.loads((ASSETS / "package.json").read_text("utf-8"))
    pins["dependencies"] |= {"bootstrap": "5.0.0", "jquery": "4.0.0"}
    (tmp_path / "package.json").write_text(json.dumps(pins))
    assert vendor.problems(copy, tmp_path) == ["bootstrap: 5.0.0 is pinned, 5.3.9 was copied",
                                               "jquery: 4.0.0 is pinned, None was copied"]


def test_check_returns_1_and_says_why(monkeypatch, capsys):
    monkeypatch.setattr(vendor, "problems", lambda: ["x was edited"])
    assert vendor.main(["--check"]) == 1
    assert capsys.readouterr().out == "x was edited\n"


@pytest.mark.parametrize("package", sorted(vendor.FILES))
def test_every_package_has_its_licence_beside_it(package):
    files = [path for path in (STATIC / "vendor" / vendor.folder_of(package)).iterdir() if path.is_file()]
    texts = [path.read_text("utf-8") for path in files if path.name.lower().startswith("licen")]
    assert texts
    assert all(re.search("permission|license", text, re.I) for text in texts)
    assert MANIFEST["packages"][package]["licence"]


def test_no_licence_asks_more_than_a_notice():
    licences = {about["licence"].split()[0] for about in MANIFEST["packages"].values()}
    assert licences == {"MIT", "0BSD", "Apache-2.0", "OFL-1.1"}


def test_versions_are_exact_and_no_registry_is_named():
    text = (ASSETS / "package.json").read_text("utf-8")
    lock = (ASSETS / "package-lock.json").read_text("utf-8")
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", each) for each in json.loads(text)["dependencies"].values())
    assert "resolved" not in lock
    assert lock.count('"integrity": "sha512-') == len(json.loads(lock)["packages"]) - 1
    assert not re.search(r"registry|npmjs|artifactory|verdaccio", text + lock)


def test_a_package_without_a_licence_is_refused(tmp_path):
    (tmp_path / "it").mkdir()
    (tmp_path / "it/it.js").write_text("1")
    with pytest.raises(vendor.VendorError, match="it: no licence file"):
        vendor.copy_package(tmp_path / "it", tmp_path / "to", ["it.js"])


def test_a_pattern_without_a_file_is_refused(tmp_path):
    (tmp_path / "LICENSE").write_text("MIT")
    with pytest.raises(vendor.VendorError, match=r"nothing matches dist/\*\.js"):
        vendor.copy_package(tmp_path, tmp_path / "to", ["dist/*.js"])


def test_the_sprite_has_each_icon_once_and_refuses_an_unknown_one(tmp_path):
    (tmp_path / "eye.svg").write_text('<svg class="x" viewBox="0 0 16 16">\n  <path d="M0"/>\n</svg>')
    assert vendor.sprite(tmp_path, ["eye", "eye"]) == (
        '<svg xmlns="http://www.w3.org/2000/svg">\n'
        '<symbol id="eye" viewBox="0 0 16 16"><path d="M0"/></symbol>\n</svg>\n')
    with pytest.raises(vendor.VendorError, match="no icon ear"):
        vendor.sprite(tmp_path, ["ear"])


def test_the_language_pack_speaks_to_hugerte_with_the_better_words():
    text = 'tinymce.addI18n("vi", {\n "Copy": "Sao ch\\xe9p 2",\n "Bold": "In \\u0111\\u1eadm"\n});\n'
    assert vendor.language_pack(text, {"Copy": "Sao chép"}) == (
        'hugerte.addI18n("vi", {\n"Bold": "In đậm",\n"Copy": "Sao chép"\n});\n')


def test_a_language_pack_of_another_shape_is_refused():
    with pytest.raises(vendor.VendorError, match="not one call"):
        vendor.language_pack("tinymce.addI18n('de', {}); alert(1)", {})


def test_the_first_visit_of_a_visitor_stays_under_170_kb():
    sheets = ["vendor/bootstrap/dist/css/bootstrap.min.css", "css/fonts.css", "css/theme.css", "css/print.css",
              "js/site.js", "icons.svg", "img/emblem.svg"]
    fonts = list((STATIC / "vendor/fontsource-be-vietnam-pro/files").iterdir())
    assert len(fonts) == 6
    page = 8_000  # a full home page, compressed, with room
    total = page + sum(len(gzip.compress((STATIC / each).read_bytes())) for each in sheets)
    assert total + sum(path.stat().st_size for path in fonts) < 170_000
