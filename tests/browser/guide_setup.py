"""What stands in the small city while the pictures of the user guide are taken, and how a picture is kept."""

import io
import os
from pathlib import Path

import transaction
from PIL import Image

from eduportal.content.portal import portal_of
from eduportal.operations.pages import add_page, change_state, edit_page
from eduportal.operations.trash import trash_page
from tests import factories
from tests.browser.results_guide_setup import fill_results
from tests.functional.files_setup import add_picture, photograph, publish
from tests.functional.teacher_setup import fill_book

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "user" / "img"
#: Pictures are written only when asked for (make guide); the screens are walked and checked at every run.
WRITING = bool(os.environ.get("EDUPORTAL_PICTURES"))
HIGHEST, LARGEST = 900, 120_000
PERSONAL = "<p>Em Hoa, số định danh 079201001234, sinh ngày 12/3/2014.</p>"
UNITS = ("Mã đơn vị;Tên đơn vị;Loại đơn vị;Công lập;Thủ trưởng;Điện thoại\n"
         "79-THPT-002;Trường THPT Hoa Mai;THPT;công lập;Bà Trần Thị Mẫu;028 0000 0001\n"
         "79-THPT-003;Trường THPT Sao Mai;THPT;ngoài công lập;Ông Lê Văn Mẫu;028 0000 0002\n"
         "79-THPT-004;Trường THPT Ban Mai;Đại học;công lập;Ông Đỗ Văn Mẫu;028 0000 0003\n")


def fill(registry):
    """Add what the pictures show: versions, something in the trash, in the inbox, with personal data, and marks."""
    manager = transaction.TransactionManager()
    connection = registry._zodb_databases[""].open(manager)
    portal = portal_of(connection.root(), registry["eduportal.definitions"])
    school = portal.root["quan-1"]["thcs-mot"]
    news, by = school["tin-tuc"], portal.accounts.by_login("bientap").uuid
    acts = {"by": by, "at": factories.NOW}
    _revised(portal, news, acts)
    _draft(portal, news, "Danh sách lớp 6A1", name="danh-sach", body=PERSONAL)
    _draft(portal, news, "Kế hoạch tham quan", name="tham-quan", body="<p>Khối 6 đi tham quan ngày 05/12.</p>")
    waiting = _draft(portal, news, "Thư mời họp phụ huynh", name="thu-moi", body="<p>Kính mời phụ huynh khối 6.</p>")
    change_state(portal, waiting, "submit", **acts)
    trash_page(portal, _draft(portal, news, "Tin viết nhầm chuyên mục", name="tin-nham"), **acts)
    album = add_page(portal, news, "album", {"title": "Ảnh ngày hội"}, by=by, at=factories.NOW, name="anh-ngay-hoi")
    add_picture(portal, album, "Ảnh 1", photograph((900, 600)))
    publish(portal, album)
    factories.give(portal, school, portal.accounts.by_login("khach"), "editor")
    fill_book(portal)
    fill_results(portal)
    manager.commit()
    connection.close()
    registry["eduportal.feeder"].queue.put(None)
    assert registry["eduportal.feeder"].wait()


def _draft(portal, folder, title, *, name, body="<p>Nội dung.</p>"):
    values = {"title": title, "summary": "", "body": body}
    by = portal.accounts.by_login("bientap").uuid
    return add_page(portal, folder, "news_item", values, by=by, at=factories.NOW, name=name)


def _revised(portal, folder, acts):
    page = _draft(portal, folder, "Lịch kiểm tra cuối kì", name="lich-kiem-tra", body="<p>Tuần 17, từ 21/12.</p>")
    publish(portal, page)
    edit_page(portal, page, {"body": "<p>Tuần 18, từ 28/12.</p>"}, seen=page.revision, **acts)
    publish(portal, page)


def keep(page, name):
    """Write what ``main`` shows, at most :data:`HIGHEST` pixels of it, as a PNG of few colours."""
    if not WRITING:
        return
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    box = page.locator(".ep-page").bounding_box()
    clip = {"x": box["x"], "y": box["y"], "width": box["width"], "height": min(box["height"], HIGHEST)}
    picture = Image.open(io.BytesIO(page.screenshot(clip=clip, full_page=True))).convert("RGB")
    out = io.BytesIO()
    for colours in (128, 64, 32, 16):
        out = io.BytesIO()
        picture.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= LARGEST:
            break
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{name}.png").write_bytes(out.getvalue())
