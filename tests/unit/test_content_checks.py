"""What is told about a text before it is handed in."""

import pytest

from eduportal.domain.content_checks import check_html


def rules(source):
    return [each.rule for each in check_html(source)]


@pytest.mark.parametrize(("source", "expected"), [
    ('<p>Chữ</p><h2>Một</h2><h3>Hai</h3><h2>Ba</h2><img src="/a" alt="Sân trường">', []),
    ("<h3>Thiếu cấp hai</h3>", ["heading"]),
    ("<h2>Một</h2><h4>Ba</h4>", ["heading"]),
    ("<h2> </h2>", ["heading"]),
    ('<img src="/a">', ["picture"]),
    ('<img src="/a" alt=" ">', ["picture"]),
    ('<img alt="Đã mất">', ["picture"]),
    ("<a>đã mất</a>", ["link"]),
    ('<a href="/x">Tại đây</a>', ["link"]),
    ('<a href="/x"></a>', ["link"]),
    ('<a href="/x"><img src="/a" alt="Sơ đồ trường"></a>', []),
    ('<a href="/x">Kế hoạch năm học</a>', []),
    ("", []),
    ("<h2>Chưa đóng", []),
])
def test_what_is_found(source, expected):
    assert rules(source) == expected


def test_a_finding_names_the_heading_and_the_level_to_choose():
    (finding,) = check_html("<h2>Mở đầu</h2><h5>Chi tiết</h5>")
    assert finding.message.values["text"] == "Chi tiết"
    assert finding.message.values["wanted"] == 3
