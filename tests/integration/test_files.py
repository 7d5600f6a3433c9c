"""Uploads: typed by content, drawn anew, limited, safely named, and served so that no browser runs them."""

import io
import struct
import zlib

import pytest
from PIL import Image

from eduportal.domain.errors import RuleError
from eduportal.operations import files
from eduportal.operations.files import LARGEST, safe_name, stored_file
from tests.integration.pictures import drawn, kept


def photograph(orientation=1):
    """A JPEG with a place, a camera, a comment and the side that is up."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "May anh cua nha"
    exif.get_ifd(0x8825).update({1: "N", 2: (10.0, 46.0, 30.0), 3: "E", 4: (106.0, 41.0, 55.0)})
    return drawn("JPEG", exif=exif, comment=b"<script>alert(1)</script>", icc_profile=b"<script>ho so</script>" * 9)


def test_a_photograph_loses_its_place_camera_and_comment_and_stands_upright():
    for orientation, size in ((1, (60, 40)), (6, (40, 60)), (8, (40, 60)), (3, (60, 40))):
        data = photograph(orientation)
        assert b"May anh" in data
        found = stored_file("anh.jpg", data, image=True)
        with Image.open(io.BytesIO(kept(found))) as picture:
            assert not picture.getexif()
            assert "comment" not in picture.info
            assert "icc_profile" not in picture.info
            assert picture.size == size == tuple(found["pixels"])
        assert b"script" not in kept(found)
        assert b"May anh" not in kept(found)


@pytest.mark.parametrize("format", ["PNG", "WEBP", "GIF"])
def test_other_pictures_lose_what_is_hidden_in_them_too(format):
    hidden = {
        "PNG": {"exif": b"Exif\0\0<script>x</script>"},
        "WEBP": {"exif": b"Exif\0\0<script>x</script>", "xmp": b"<script>y"},
        "GIF": {"comment": b"<script>x</script>"},
    }[format]
    data = drawn(format, **hidden) + b"<script>behind the end</script>"
    assert b"<script>" in data
    found = stored_file("anh." + format.lower(), data, image=True)
    assert found["type"] == f"image/{format.lower()}"
    assert b"<script" not in kept(found)


def test_a_see_through_picture_stays_see_through():
    for data in (drawn("PNG", mode="RGBA", colour=(1, 2, 3, 0)), drawn("GIF", mode="P", colour=1, transparency=1)):
        with Image.open(io.BytesIO(kept(stored_file("a", data, image=True)))) as picture:
            assert picture.convert("RGBA").getpixel((0, 0))[3] == 0


def test_a_large_picture_is_made_smaller():
    assert max(stored_file("a.png", drawn("PNG", (3000, 10)), image=True)["pixels"]) == files.LONGEST_SIDE


def bomb(width, height):
    """A small PNG that says it is enormous."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1_000_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bom.png", bomb(50_000, 50_000)),
        ("bom2.png", bomb(7_000, 6_000)),
        ("anh.png", SVG),
        ("anh.svg", SVG),
        ("anh.jpg", HTML),
        ("anh.gif", b"GIF89a/*<script>*/=alert(1)//"),
        ("anh.png", drawn("PNG")[:60]),
        ("anh.jpg", photograph()[:200]),
        ("anh.webp", b"RIFF\x10\0\0\0WEBPVP8 "),
        ("anh.bmp", drawn("BMP")),
        ("anh.tiff", drawn("TIFF")),
        ("anh.pdf", b"%PDF-1.4"),
        ("anh.png", b""),
        ("anh.png", b"\0" * 100),
    ],
)
def test_what_is_no_picture_is_refused_as_a_picture(name, data):
    with pytest.raises(RuleError):
        stored_file(name, data, image=True)


def test_a_polyglot_of_gif_and_script_loses_the_script():
    data = drawn("GIF", (4, 4), mode="P", colour=0)
    polyglot = data[:6] + b"/*" + data[8:] + b"*/=1;alert(document.cookie)//"
    try:
        found = stored_file("anh.gif", polyglot, image=True)
    except RuleError:
        return
    assert b"alert" not in kept(found)
    assert kept(found)[6:8] != b"/*"


def test_an_empty_file_and_one_over_the_limit_are_refused():
    with pytest.raises(RuleError):
        stored_file("a.txt", b"", image=False)
    with pytest.raises(RuleError):
        stored_file("a.pdf", b"%PDF-1.4" + b"\0" * (26 * 1024 * 1024), image=False)
    assert stored_file("a.bin", b"\0" * LARGEST, image=False)["size"] == LARGEST


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.svg", SVG, "application/octet-stream"),
        ("a.html", HTML, "application/octet-stream"),
        ("a.xml", b"<?xml version='1.0'?><x/>", "application/octet-stream"),
        ("a.txt", HTML, "text/plain"),
        ("a.html.txt", HTML, "text/plain"),
        ("a.csv", b"a;b", "text/csv"),
        ("a.txt", b"a\0b", "application/octet-stream"),
        ("a.pdf", b"%PDF-1.7 x", "application/pdf"),
        ("a.html", b"%PDF-1.7 <script>", "application/pdf"),
        ("a.js", b"alert(1)", "application/octet-stream"),
    ],
)
def test_the_type_comes_from_the_content(name, data, kind):
    assert stored_file(name, data, image=False)["type"] == kind


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("..\\..\\x", "x"),
        ("a/../../b", "b"),
        ("a\0b.txt", "ab.txt"),
        ("C:\\Users\\Lan\\Kế hoạch.docx", "Kế hoạch.docx"),
        ("hoa\u202egnp.exe", "hoagnp.exe"),
        ("..", "tep"),
        ("", "tep"),
        (None, "tep"),
        (".htaccess", "htaccess"),
        ("a\r\nX: y.txt", "a X y.txt"),
        ('"><img src=x>.txt', "img src=x.txt"),
        ("/etc/passwd", "passwd"),
        ("con\u200bg.txt", "cong.txt"),
        ("%2e%2e%2fx", "%2e%2e%2fx"),
    ],
)
def test_names_are_made_safe(name, safe):
    assert safe_name(name) == safe


def test_a_long_name_is_cut_and_keeps_its_ending():
    assert len(safe_name("a" * 500 + ".pdf")) <= 150
    assert safe_name("a" * 500 + ".pdf").endswith(".pdf")
