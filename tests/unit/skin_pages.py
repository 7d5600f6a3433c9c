"""What the templates of the default skin are given, made up, and a way to render them as the portal does."""

import json
from pathlib import Path
from types import SimpleNamespace

from babel.messages.pofile import read_po
from chameleon import PageTemplateLoader

ROOT = Path(__file__).resolve().parents[2]
SKIN = ROOT / "skins" / "default"
TEMPLATES = SKIN / "templates"
STATIC = SKIN / "static"
LOCALE = ROOT / "src" / "eduportal" / "locale" / "vi"
#: The templates that this slice owns.
PAGES = ("home", "folder", "item", "news_item", "file", "search", "error", "login")


def show(values):
    """Return nested dicts as objects with attributes, which is what views hand to templates."""
    return json.loads(json.dumps(values), object_hook=lambda each: SimpleNamespace(**each))


def link(title, **more):
    return {"title": title, "url": "/x/", **more}


def page(**changes):
    """Return the ``page`` of a visitor; ``changes`` replace its values."""
    values = {
        "title": "Tin tức", "unit_name": "Trường THCS Hoa Mai", "unit_short": "THCS Hoa Mai",
        "managing_body": "Phòng Giáo dục và Đào tạo Sông Lam", "unit_url": "/hoa-mai/", "home_url": "/", "lang": "vi",
        "menu": [link("Trang chủ", current=False), link("Tin tức", current=True)],
        "crumbs": [link("Trang chủ"), link("Tin tức")], "search_url": "/hoa-mai/@@search", "query": "",
        "date_text": "Thứ Bảy, 21/11/2026", "login_url": "/@@login", "person": None, "toolbar": None,
        "flashes": [{"kind": "success", "text": "Đã lưu."}, {"kind": "danger", "text": "Chưa lưu."}],
        "footer": {"unit_name": "Trường THCS Hoa Mai", "managing_body": "Phòng Giáo dục và Đào tạo Sông Lam",
                   "head": "Bà Trần Thị Ánh", "address": "Số 1", "phone": "0200 000 000", "email": "a@example.vn"},
        "look": {"skin": "default", "styles": ["/x/@@colours.css?v=1"], "theme_colour": "#083a66", "own_logo": True,
                 "logo_url": "/x/@@logo?v=1", "logo_width": 68, "logo_height": 51, "slogan": "Dạy tốt, học tốt",
                 "banner": {"url": "/x/@@banner?v=1", "alt": "Cổng trường", "width": 1320, "height": 300},
                 "footer": {"licence": "Số 1/GP", "hours": "7 giờ", "note": "Ghi chú", "links": [link("Bộ")]}},
        "undo": None, "richtext": False, "extra_scripts": [], "robots": "", "csrf_token": "",
        "canonical": "", "description": "",
        "feeds": [{"type": "application/atom+xml", "title": "Tin", "url": "/hoa-mai/@@feed"}], "languages": [],
        "other_language": {"lang": "en", "title": "English", "url": "/en/hoa-mai/"},
        "display": {"css": "ep-text-large", "url": "/hoa-mai/@@display?back=%2Fhoa-mai%2F"},
    }
    made = show(values | changes)
    made.static = lambda path: f"/static/{path}"
    made.social = [("og:title", "Tin tức")]
    made.dublin = [("DCTERMS.title", "Tin tức")]
    return made


PERSON = {"name": "Nguyễn Thị Hạnh", "account_url": "/@@account", "logout_url": "/@@logout", "inbox_url": "/@@inbox",
          "inbox_count": 3, "classes_url": "/@@my-classes", "jobs_url": "/@@jobs", "csrf_token": "token-of-the-session"}
TOOLBAR = {
    "state_title": "Nháp", "state_colour": "warning", "live_title": "Bản công khai: 19/11/2026",
    "tabs": [link("Xem", current=True, icon="eye"), link("Sửa", current=False, icon="pencil")],
    "add": [link("Trang", icon="file-earmark-text")], "add_note": "Không có ở đây: Tệp.",
    "revision": "3",
    "transitions": [{"name": "submit", "title": "Gửi duyệt", "url": "/x/@@act", "needs_reason": False},
                    {"name": "reject", "title": "Trả lại", "url": "/x/@@act", "needs_reason": True}],
}
_DAY = {"date": "19/11/2026", "date_iso": "2026-11-19"}
_BATCH = {"first": 1, "last": 1, "total": 21, "prev_url": "/x/?b=0", "next_url": "/x/?b=2"}
_FILE = link("Kế hoạch số 215", size="88 KB", type_title="Word")
CHART = {"id": "result", "title": "Kết quả", "description": "10A1: Tốt 12, Khá 20", "series": ["Tốt", "Khá"],
         "rows": [{"label": "10A1", "values": [12, 20], "texts": ["12", "20"]},
                  {"label": "10A2", "values": [4, 4], "texts": ["4", "4"]}]}
_ARTICLE = {"title": "Lễ khai giảng", "summary": "Ngắn gọn.", "body": "<p>Nội <b>dung</b></p>", "date": "05/09/2026",
            "attachments": [_FILE], "notice": "Đây là bản nháp."}
_PICTURE = {"src": "/a.webp", "srcset": "/a.webp 320w", "sizes": "9rem", "width": 320, "height": 214,
            "alt": "Sân trường"}


def _block(kind, **values):
    return {"id": f"block-{kind}", "kind": kind, "css": " ep-w-half", "width": "half", "title": f"Khối {kind}",
            "from_office": "Sở", **values}


#: One block of every kind that is shipped.
BLOCKS = [
    _block("lead", entry=link("Tin đầu", summary="Ngắn", **_DAY), picture=_PICTURE),
    _block("latest", items=[link("Tin hai", summary="Ngắn", **_DAY)], summaries=True),
    _block("board", items=[link("Tin trên", unit="Sở", **_DAY)]),
    _block("sections", items=[link("Công khai", description="Theo quy định", icon="folder")]),
    _block("directory", groups=[{"title": "Phường 1", "count": 1, "items": [link("Trường Hoa Sen", note="Mầm non")]}]),
    _block("numbers", items=[{"label": "Học sinh", "value": "1.248"}], chart=CHART),
    _block("notice", text="Do bão.", urgent=True, links=[link("Xem")]),
    _block("pictures", items=[link("Sân", picture=_PICTURE)], more_url="/x/"),
    _block("files", items=[link("Tệp", size="1 MB", **_DAY)]),
    _block("calendar", items=[link("Họp", starts="2026-11-25", day="25", month="11", until="26/11/2026", time="7 giờ",
                                   place="Hội trường")]),
    _block("contact", head="Bà A", address="Số 1", phone="0200", email="a@example.vn", map="https://m.example/",
           map_host="m.example", note="Thứ Tư"),
    _block("collection", items=[link("Tin", unit="Sở", summary="Ngắn", **_DAY)], summaries=True, more_url="/x/"),
    _block("text", body="<p>Chào</p>"), _block("links", items=[link("Bộ", outside=True)]),
]
GIVEN = {
    "home": {"blocks": BLOCKS, "closed": False, "preview": {"back_url": "/x/@@appearance", "changed": True}},
    "folder": {"title": "Tin tức", "description": "Tin của trường", "batch": _BATCH,
               "items": [link("Tin", summary="Ngắn", type_title="Tin", icon="newspaper", size="1 MB", **_DAY)]},
    "item": _ARTICLE, "news_item": _ARTICLE,
    "file": {"title": "Kế hoạch", "description": "Cả năm", "notice": "", "preview_url": "/x/?preview=1",
             "file": link("a", name="ke-hoach.pdf", kind="PDF", size="88 KB", macros=True, download_url="/x/", **_DAY),
             "back": link("Tin tức"),
             "staff": {"total": 3, "month": 1, "text": "Đã đọc.", "again_url": "/x/@@make-again"}},
    "search": {"q": "học bổng", "scope": "unit", "scopes": [link("Đơn vị này", current=True)], "total": 21,
               "hits": [link("Học bổng", unit="Sở", unit_url="/", date="12/11/2026", type_title="Tin",
                             snippet=[["trao <20> suất ", False], ["học bổng", True]])],
               "batch": _BATCH, "message": ""},
    "error": {"code": 404, "title": "Không tìm thấy", "message": "Đã gỡ.", "advice": ["Tìm lại."], "back_url": "/"},
    "login": {"login": "hanh", "password": "", "came_from": "/x/", "kept": [["mark.a.b", "7,5"]], "error": "Sai."},
}


def catalogue(*paths):
    """Return {message id: Vietnamese} of the named fragments."""
    pairs = {}
    for path in paths:
        with path.open("rb") as stream:
            pairs |= {each.id: each.string for each in read_po(stream) if each.id and each.string}
    return pairs


class Renderer:
    """Renders templates along a chain of skins and keeps the message ids that they asked for in ``asked``."""

    def __init__(self, *folders, words=None):
        self.asked, self.words = set(), words or {}
        self.load = PageTemplateLoader([str(each) for each in (*folders, TEMPLATES)], translate=self.translate,
                                       prepend_relative_search_path=False).load

    def translate(self, msgid, domain=None, mapping=None, context=None, target_language=None, default=None):
        if domain == "eduportal":
            self.asked.add(str(msgid))
        text = self.words.get(msgid, default if default is not None else msgid)
        for name, value in (mapping or {}).items():
            text = text.replace(f"${{{name}}}", str(value))
        return text

    def __call__(self, name, /, page, **given):
        values = {key: value if key == "kept" else show(value) for key, value in given.items()}
        return self.load(f"{name}.pt").render(page=page, **values)
