"""The user guide as files: links and pictures exist, and words in bold are those of the screens."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from babel.messages.pofile import read_po
from PIL import Image

from eduportal.views import guide
from eduportal.views.help_pages import HELP, HELP_OF_CONTEXTS, INDEX, help_page

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "user"
PAGES = sorted(path.name for path in FOLDER.glob("*.md"))
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)\)")
LARGEST_PICTURE, WIDEST = 120_000, 1280


def text_of(name):
    return (FOLDER / name).read_text("utf-8")


def test_the_index_names_every_page():
    assert sorted(f"{name}.md" for name in guide.pages()) == PAGES
    assert guide.pages()[0] == INDEX


@pytest.mark.parametrize("name", PAGES)
def test_every_link_and_picture_exists(name):
    for is_picture, target in LINK.findall(text_of(name)):
        path, _, section = target.partition("#")
        assert (FOLDER / path).is_file(), target
        if not is_picture and section:
            assert section in guide.page_of(path.removesuffix(".md")).sections, target


def test_every_picture_is_used_and_small():
    used = {Path(target).name for name in PAGES for is_picture, target in LINK.findall(text_of(name)) if is_picture}
    kept = {path.name: path for path in (FOLDER / "img").glob("*.png")}
    assert sorted(used) == sorted(kept)
    assert len(kept) >= 15
    for name, path in kept.items():
        assert path.stat().st_size <= LARGEST_PICTURE, name
        with Image.open(path) as picture:
            assert picture.width <= WIDEST, name


def test_every_entry_of_the_map_leads_to_a_page_and_section():
    for view in HELP:
        page, section = help_page(view, None)
        assert page in guide.pages(), view
        assert not section or section in guide.page_of(page).sections, (view, section)
    assert set(HELP_OF_CONTEXTS.values()) <= set(guide.pages())


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_one_title_and_headings_in_order(name):
    levels = [len(mark) for mark in re.findall(r"^(#+) ", text_of(name), re.MULTILINE)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    page = guide.page_of(name.removesuffix(".md"))
    assert len(set(page.sections)) == len(page.sections)


def test_html_in_a_page_is_shown_and_not_obeyed(tmp_path, monkeypatch):
    (tmp_path / "README.md").write_text("# Thử\n\n<script>alert(1)</script> [x](javascript:alert(1))\n", "utf-8")
    monkeypatch.setattr(guide, "_FOLDER", tmp_path)
    shown = guide.page_of.__wrapped__(INDEX).html
    assert "<script" not in shown
    assert "href=\"javascript:" not in shown


def screen_words():
    """Return everything that a screen says: translations and the titles of declared files."""
    found = []
    for path in sorted((ROOT / "src/eduportal/locale/vi").glob("*.po")):
        with path.open("rb") as file:
            found += [str(each.string) for each in read_po(file) if each.id]
    for folder in ("content_types", "workflows", "skins"):
        for path in sorted((ROOT / folder).rglob("*.yaml")):
            found += _titles(yaml.safe_load(path.read_text("utf-8")))
    return found


def _titles(value):
    if isinstance(value, dict):
        own = [value["title"]] if isinstance(value.get("title"), str) else []
        return own + [title for each in value.values() for title in _titles(each)]
    return [title for each in value for title in _titles(each)] if isinstance(value, list) else []


@pytest.fixture(scope="module")
def known():
    return screen_words()


@pytest.mark.parametrize("name", [name for name in PAGES if name != "README.md"])
def test_words_in_bold_stand_on_a_screen(name, known):
    """Bold is kept for what stands on buttons, tabs, headings and fields: a text of the screen, or how one begins."""
    bold = {" ".join(text.split()) for text in re.findall(r"\*\*(.+?)\*\*", text_of(name), re.DOTALL)}
    assert bold
    begins = {text: re.compile(re.escape(text) + r"(?!\w)") for text in bold}
    assert sorted(text for text, start in begins.items() if not any(start.match(each) for each in known)) == []
