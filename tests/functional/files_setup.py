"""What the tests of pictures and files share: made-up photographs with a place that must go, files, albums, steps."""

import io
import random

from PIL import Image

from eduportal.operations.pages import add_page, change_state
from tests.factories import NOW, page
from tests.functional.administrator_setup import SCHOOL, school
from tests.integration import documents

ALBUM = SCHOOL + "tin-tuc/ngay-hoi/"


def photograph(size=(1600, 1000), colour="green", noise=True):
    """Return a JPEG, half red at its left edge, with a place in its EXIF data."""
    picture = Image.new("RGB", size, colour)
    if noise:
        rough = Image.frombytes("L", (200, 125), random.Random(1).randbytes(25_000)).resize(size)
        picture = Image.blend(picture, rough.convert("RGB"), 0.15)
    picture.paste("red", (0, 0, size[0] // 4, size[1]))
    exif, out = Image.Exif(), io.BytesIO()
    exif.get_ifd(0x8825).update({1: "N", 2: (10.0, 46.0, 30.0)})
    picture.save(out, "JPEG", quality=92, exif=exif)
    return out.getvalue()


def add_file(portal, parent, data, *, name="ke-hoach.pdf", title="Kế hoạch", **values):
    """Add a file to a page or folder; return it."""
    values = {"title": title, "file": {"name": name, "data": data}, **values}
    return add_page(portal, parent, "file", values, by="", at=NOW)


def add_picture(portal, parent, title="Ảnh", data=None, **values):
    """Add a picture to a page, album or folder; return it."""
    values = {"title": title, "alt": f"{title}, mô tả", **values,
              "file": {"name": "anh.jpg", "data": data or photograph()}}
    return add_page(portal, parent, "image", values, by="", at=NOW)


def publish(portal, node):
    """Submit and approve."""
    for step in ("submit", "approve"):
        change_state(portal, node, step, by="", at=NOW)


def album(city, count=3, published=True):
    """Add an album of ``count`` pictures to the news of the school."""
    def add(portal):
        values = {"title": "Ngày hội", "summary": "Ảnh ngày hội"}
        found = add_page(portal, school(portal)["tin-tuc"], "album", values, by="", at=NOW)
        for number in range(1, count + 1):
            add_picture(portal, found, f"Ảnh {number}", photograph((700, 500), noise=False))
        if published:
            publish(portal, found)

    city.change(add)
    return ALBUM


def news_with(city, *, data, name, published=True, kind="file"):
    """Add a news item with one file or picture; return the URL of that."""
    def add(portal):
        item = page(portal, school(portal)["tin-tuc"], "Có tệp", type_name="news_item")
        add_file(portal, item, data, name=name) if kind == "file" else add_picture(portal, item, "Kế hoạch", data)
        if published:
            if kind == "image":
                item.fields = {**item.fields, "lead_image": item["ke-hoach"].uuid}
            publish(portal, item)

    city.change(add)
    return SCHOOL + "tin-tuc/co-tep/ke-hoach/"


def withdraw(city, name="co-tep"):
    city.change(lambda portal: change_state(portal, school(portal)["tin-tuc"][name], "withdraw", by="", at=NOW,
                                            reason="Sai"))


def hide(city):
    city.change(lambda portal: change_state(portal, school(portal)["tin-tuc"], "hide", by="", at=NOW))


PDF = documents.pdf("Ke hoach kiem tra cuoi ky", "Phong hop bi mat")
