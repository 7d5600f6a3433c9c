"""What Word puts on the clipboard becomes good HTML on the server: lists, heads of tables, headings; nothing dead."""

import re
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduportal.content.richtext import clean, plain
from tests.unit.test_richtext import HOSTILE, Reader

#: As Word 2019 writes it, shortened: styles, VML, conditional comments, o:p, a list of two levels, a table, a picture.
CLIPBOARD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta name=Generator content="Microsoft Word 15"><link rel=File-List href="file:///C:/Users/Lan/clip_filelist.xml">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {mso-style-parent:""; margin:0cm; font-family:"Times New Roman",serif;} --></style></head>
<body lang=EN-US style='tab-interval:36.0pt'><!--StartFragment-->
<h1 align=center style='text-align:center'><span lang=VI style='mso-ansi-language:VI'>KẾ HOẠCH<o:p></o:p></span></h1>
<p class=MsoNormal align=center style='text-align:center;line-height:150%'><b style='mso-bidi-font-weight:normal'><span
lang=VI style='font-size:14.0pt;mso-fareast-font-family:"Times New Roman"'>Năm học 2026–2027</span></b><span
style='font-size:14.0pt'><o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<h2>Mục tiêu<o:p></o:p></h2>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>Dạy
<i>tốt</i><o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>a)<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span><![endif]>Toán<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>b)<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span><![endif]>Văn</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>2.<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span><![endif]>Học tốt</p>
<p class=MsoNormal>Phân công:</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='font-family:Symbol'><span
style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;</span></span></span><![endif]>Tổ Toán</p>
<p class=MsoNormal style='mso-list:l2 level1 lfo3'><span style='mso-list:Ignore'>Điều 3.<span>&nbsp;</span></span>Hiệu
lực</p>
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 width=623 style='width:467.5pt;border-collapse:collapse;
 mso-border-alt:solid windowtext .5pt'>
 <thead><tr style='mso-yfti-irow:0;mso-yfti-firstrow:yes'><td width=311 valign=top style='width:233.75pt;border:solid
 windowtext;mso-border-alt:solid'><p class=MsoNormal align=center style='text-align:center'><b>Lớp<o:p></o:p></b></p>
 </td>
 <td width=311 colspan=2><p class=MsoNormal><b>Sĩ số</b></p></td></tr></thead>
 <tr style='mso-yfti-irow:1'><td width=311 rowspan=2 style='width:233.75pt'><p class=MsoNormal>6A1<o:p></o:p></p></td>
 <td><p class=MsoNormal>35</p></td><td><p class=MsoNormal><o:p>&nbsp;</o:p></p></td></tr>
 <tr><td>36</td><td>&lt;5%</td></tr></table>
<p class=MsoNormal><!--[if gte vml 1]><v:shape id="Hình" style='width:300pt'><v:imagedata
src="file:///C:/Temp/msohtmlclip1/01/clip_image001.jpg"/></v:shape><![endif]--><![if !vml]><img width=400 height=300
src="file:///C:/Temp/msohtmlclip1/01/clip_image002.jpg" v:shapes="Hình"><![endif]>Ảnh khai giảng</p>
<p class=MsoNormal><a name="_Toc123"></a><a href="file:///C:/Lan/kh.docx">Tệp của tôi</a>, <a
href="https://moet.gov.vn/"><span style='mso-ascii-theme-font:minor'>Bộ GDĐT</span></a></p>
<!--EndFragment--></body></html>"""


def item(level, text, mark="·"):
    """Return a paragraph as Word writes an item of a list."""
    return (f"<p class=MsoListParagraph style='margin-left:{level}cm;mso-list:l0 level{level} lfo1'>"
            f"<span style='mso-list:Ignore'>{mark}&nbsp;</span>{text}</p>")


def test_a_document_of_word_becomes_good_html():
    text = re.sub("> <", "><", " ".join(clean(CLIPBOARD).split()))
    assert text == (
        '<h2 class="align-center">KẾ HOẠCH</h2><p class="align-center"><b>Năm học 2026–2027</b></p><h3>Mục tiêu</h3>'
        '<ol><li>Dạy <i>tốt</i><ol type="a"><li>Toán</li><li>Văn</li></ol></li><li>Học tốt</li></ol>'
        "<p>Phân công:</p><ul><li>Tổ Toán</li></ul><p>Điều 3. Hiệu lực</p>"
        '<table><thead><tr><th scope="col"><p class="align-center"><b>Lớp</b></p></th>'
        '<th colspan="2" scope="col"><p><b>Sĩ số</b></p></th></tr></thead>'
        '<tbody><tr><td rowspan="2"><p>6A1</p></td><td><p>35</p></td><td></td></tr>'
        "<tr><td>36</td><td>&lt;5%</td></tr></tbody></table>"
        '<p>Ảnh khai giảng</p><p>Tệp của tôi, <a href="https://moet.gov.vn/" rel="noopener noreferrer">Bộ GDĐT</a></p>')
    assert clean(text) == text


@pytest.mark.parametrize(("mark", "html"), [
    ("3.", '<ol start="3"><li>x</li></ol>'), ("c)", '<ol start="3" type="a"><li>x</li></ol>'),
    ("B.", '<ol start="2" type="A"><li>x</li></ol>'), ("i)", '<ol type="i"><li>x</li></ol>'),
    ("(2)", '<ol start="2"><li>x</li></ol>'), ("o", "<ul><li>x</li></ul>"), ("-", "<ul><li>x</li></ul>"),
    ("§", "<ul><li>x</li></ul>"), ("1.2.", "<p>1.2. x</p>"), ("Mục 1:", "<p>Mục 1: x</p>"), ("đ)", "<p>đ) x</p>"),
])
def test_each_kind_of_mark_becomes_its_list_or_stays_as_text(mark, html):
    assert clean(item(1, "x", mark)) == html


def test_a_list_that_begins_on_its_second_level_and_goes_back_is_well_formed():
    text = clean(item(2, "a") + item(3, "b") + item(1, "c") + item(2, "d"))
    assert text == ("<ul><li><ul><li>a<ul><li>b</li></ul></li></ul></li><li>c<ul><li>d</li></ul></li></ul>")


def test_what_only_speaks_of_word_is_left_as_it_is():
    text = '<p>Thuộc tính mso-list và class="MsoNormal" <span lang="en">in Word</span></p><p>&nbsp;</p>'
    assert clean(text) == clean(clean(text))
    assert 'lang="en"' in clean(text)


def test_a_picture_without_an_address_is_dropped_and_others_stay():
    assert clean('<p><img src="file:///C:/a.png" alt="A">chữ<img src="/a.png" alt="B"></p>') == (
        '<p>chữ<img src="/a.png" alt="B"></p>')


word = st.lists(st.sampled_from([
    *HOSTILE, "<p class=MsoNormal>", "</p>", "<p style='mso-list:l0 level1 lfo1'>", "<p style='mso-list:l0 level9'>",
    "<span style='mso-list:Ignore'>", "</span>", "1.", "a)", "·", "<o:p>&nbsp;</o:p>", "<![if !supportLists]>",
    "<![endif]>", "<table class=MsoTableGrid><thead><tr><td>", "</td></tr></thead></table>", "<!--[if gte vml 1]>",
    "<![endif]-->", "<img src='file:///c:/a.png'>", "<h1>", "</h1>", "<h6>", "</h6>", "<br>", "<li>", "</ul>", "chữ",
    "&lt;", "\xa0", "<a>",
]), max_size=14).map(lambda parts: "<p class=MsoNormal>đầu</p>" + "".join(parts))


@given(word)
def test_nothing_hostile_gets_through_by_way_of_word_and_cleaning_twice_is_cleaning_once(text):
    cleaned = clean(text)
    assert Reader(cleaned).wrong == []
    assert clean(cleaned) == cleaned
    assert not re.search(r"<[^>]*(?:mso-|Mso|file:)", cleaned)


@given(st.lists(st.text("abcđ <>&", min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=6),
       st.lists(st.integers(1, 4), min_size=6, max_size=6))
def test_every_word_of_a_list_comes_through(texts, levels):
    items = "".join(item(level, escape(text)) for text, level in zip(texts, levels, strict=False))
    assert plain(clean(items)).split() == " ".join(texts).split()


@pytest.mark.parametrize("text", [
    "<" * 300_000, "<a " * 60_000, "<p class=MsoNormal>" + "<p style='mso-list:l0 level9'>" * 8_000,
    "<p class=MsoNormal>" + "<span style='mso-list:Ignore'>" * 8_000])
def test_hostile_lengths_take_time_in_proportion(text):
    # Squares of these lengths would take minutes: the run of all tests is the assertion, with what comes out.
    assert "<script" not in clean(text)
