"""A school with one thing of every type that the public sees: a pair of each, with an English text and without one."""

import io
from datetime import date

from PIL import Image

from eduportal.content.appearance import appearance_of
from eduportal.operations import appearance, home_blocks, pages
from tests import factories
from tests.functional.site_setup import one

NOW = factories.NOW
#: What each type needs besides its title, and the texts that are there in English too.
NEEDED = {
    "page": {"description": "Giới thiệu", "body": "<p>Nội dung</p>"},
    "news_item": {"summary": "Trích yếu", "body": "<p>Nội dung</p>", "send_up": True},
    "event": {"starts_on": date(2026, 11, 25), "ends_on": date(2026, 11, 26), "start_time": "7 giờ 30",
              "place": "Sân trường", "summary": "Mời dự", "body": "<p>Chương trình</p>"},
    "document": {"kind": "decision", "number": "128/QĐ-THCS", "issued_on": date(2026, 11, 20), "issuer": "Nhà trường",
                 "signer": "Hiệu trưởng Trần Thị Ánh", "description": "Tóm tắt", "body": "<p>Điều 1</p>"},
    "disclosure": {"school_year": "2026", "circular": "tt_09_2024", "content": "staff", "description": "Số liệu",
                   "body": "<p>Bảng số liệu</p>"},
    "album": {"summary": "Ảnh ngày hội", "author": "Thầy Bình"},
    "collection": {"description": "Những gì mới", "types": ("news_item",), "sorted_by": "newest", "scope": "unit"},
}
ENGLISH = {"title": "{} in English", "summary": "In short", "description": "In short", "body": "<p>The whole text</p>",
           "place": "School yard", "issuer": "The school", "signer": "The principal"}


def pairs(portal):
    """Return {type: (name with an English text, name without)} after making and publishing both in a folder."""
    folder = pages.add_page(portal, one(portal), "folder", {"title": "Tiếng Anh", "title_en": "English texts",
                                                            "menu": True}, by="", at=NOW, name="cap-doi")
    pages.add_page(portal, one(portal), "folder", {"title": "Chuyên mục", "description": "Mô tả"}, by="", at=NOW)
    found = {}
    for kind, fields in NEEDED.items():
        declared = [field.name for field in portal.definitions.types[kind].fields]
        english = {name: ENGLISH[name[:-3]].format(kind) for name in declared if name.endswith("_en")}
        found[kind] = tuple(_publish(portal, folder, kind, f"{title} {kind}", {**fields, **more}).__name__
                            for title, more in (("Có bản dịch", english), ("Chưa dịch", {})))
    return found


def _publish(portal, folder, kind, title, fields):
    node = pages.add_page(portal, folder, kind, {"title": title, **fields}, by="", at=NOW)
    if portal.definitions.types["file"].contained_in.count(kind):
        _attach(portal, node, "file", "tep", {})
        _attach(portal, node, "file", "tep-dich", {"title_en": "A paper", "description_en": "About it"})
    if kind == "album":
        _attach(portal, node, "image", "anh", {"alt": "Học sinh múa"})
        _attach(portal, node, "image", "anh-dich", {"alt": "Học sinh hát", "alt_en": "Pupils sing",
                                                    "title_en": "A song", "description_en": "On the stage"})
    for step in ("submit", "approve"):
        pages.change_state(portal, node, step, by="", at=NOW)
    return node


def _attach(portal, node, kind, name, more):
    file = {"name": "quyết định.txt", "data": "Quyết định".encode()}
    if kind == "image":
        picture = io.BytesIO()
        Image.new("RGB", (900, 600), "navy").save(picture, "PNG")
        file = {"name": "ảnh.png", "data": picture.getvalue()}
    fields = {"title": "Tệp đính kèm", "description": "Mô tả tệp", "file": file, **more}
    return pages.add_page(portal, node, kind, fields, by="", at=NOW, name=name)


def dressed(portal, **english):
    """Give the school a slogan, a foot, every block of a home, and a text of the office above.

    :param english: the English settings of its own blocks, where a kind has them.
    """
    unit, office, by = one(portal), portal.root["quan-1"], portal.accounts.by_login("quantri.so").uuid
    links = (("Bộ Giáo dục", "https://bo.example/"),)
    settings = {"notice": {"title": "Nghỉ học", "text": "Do bão", "tone": "urgent", "links": links},
                "text": {"title": "Lời chào", "body": "<p>Chào mừng</p>"}, "links": {"links": links},
                "contact": {"note": "Giờ tiếp dân", "map": "https://ban-do.example/"}, "latest": {"type": "document"},
                "collection": {"collection": next(card.uuid for _oid, card in unit.index.newest_public(
                    "collection", 1, "2026-11-21")), "summaries": True}}
    parts = {"slogan": "Dạy tốt, học tốt",
             "footer": {"licence": "Số 1/GP", "hours": "7 giờ", "note": "Ghi chú", "links": links}}
    for part, value in parts.items():
        appearance.choose_part(portal, unit, part, value, **_act(unit, by))
    for kind in portal.definitions.blocks:
        known = {each.name for each in portal.definitions.blocks[kind].fields}
        more = {name: value for name, value in english.items() if name in known}
        _block(portal, unit, kind, settings.get(kind, {}) | more, by)
    _block(portal, office, "text", settings["text"], by, below=True)
    for each in (unit, office):
        appearance.apply_appearance(portal, each, **_act(each, by))


def _block(portal, unit, kind, settings, by, *, below=False):
    added = home_blocks.add_block(portal, unit, kind, **_act(unit, by))
    usual = home_blocks.blocks_of(portal, unit, working=True)[-1]["settings"]
    home_blocks.set_block(portal, unit, added, {**usual, **settings}, width="", below=below, until=None,
                          **_act(unit, by))


def _act(unit, by):
    return {"seen": appearance_of(unit, working=True).revision, "by": by, "at": NOW}
