"""The contents in a real browser: filter in place, drag and buttons, many files with and without script, outline."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

SCHOOL = "/quan-1/thcs-mot/"
NEWS = SCHOOL + "tin-tuc/"


def picture(colour):
    out = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "JPEG")
    return out.getvalue()


def titles(page):
    page.wait_for_load_state()
    return [each.strip() for each in page.locator(".ep-contents tbody th").all_inner_texts()]


def settled(page, expected):
    page.wait_for_function("names => [...document.querySelectorAll('.ep-contents tbody th')].map(each => "
                           "each.innerText.trim()).join('|') === names", arg="|".join(expected))


@pytest.fixture
def contents(open_browser, viewport):
    page = open_browser(viewport, "bientap")
    page.goto(NEWS + "@@contents")
    return page


def test_the_table_is_filtered_in_place_and_the_address_says_so(contents, accessible):
    accessible(contents)
    contents.evaluate("window.stayed = true")
    contents.get_by_label("Tiêu đề có chữ").fill("doc sach")
    settled(contents, ["Ngày hội đọc sách"])
    contents.wait_for_url("**?q=doc*")
    assert contents.evaluate("window.stayed") is True
    expect(contents.locator("#told")).to_contain_text("1 trong")
    contents.get_by_role("link", name="Về thứ tự của thư mục").click()
    contents.wait_for_function("() => document.querySelectorAll('.ep-contents tbody tr').length >= 3")
    assert contents.evaluate("window.stayed") is True


def test_rows_are_dragged_and_moved_by_buttons_and_stay_so(contents, viewport):
    before = titles(contents)
    if viewport["width"] > 1000:
        handles = contents.locator(".ep-handle")
        source, target = handles.nth(0).bounding_box(), handles.nth(1).bounding_box()
        contents.mouse.move(source["x"] + 8, source["y"] + 8)
        contents.mouse.down()
        contents.mouse.move(source["x"] + 8, source["y"] + 20, steps=4)
        contents.mouse.move(target["x"] + 8, target["y"] + target["height"] + 6, steps=8)
        with contents.expect_response(lambda answer: answer.url.endswith("@@order")):
            contents.mouse.up()
        expected = [before[1], before[0], *before[2:]]
    else:
        button = contents.locator(".ep-moves button[name=down]").first
        button.focus()
        contents.keyboard.press("Enter")
        expected = [before[1], before[0], *before[2:]]
    settled(contents, expected)
    contents.reload()
    assert titles(contents) == expected
    top = contents.locator(".ep-moves button[name=top]").nth(1)
    moved = top.get_attribute("value")
    top.click()
    settled(contents, before)
    contents.wait_for_function("uuid => document.activeElement?.value === uuid", arg=moved)


def test_columns_are_chosen(contents, accessible):
    contents.locator(".ep-filters summary", has_text="Cột").click()
    contents.get_by_label("Ai xem được").check()
    contents.get_by_label("Bước tiếp theo").check()
    contents.get_by_role("button", name="Lưu lựa chọn").click()
    contents.locator("td.ep-cell-who").first.wait_for()
    expect(contents.locator("td.ep-cell-who").first).to_contain_text("Mọi người")
    accessible(contents)


def test_many_files_are_sent_one_by_one_and_each_gets_its_verdict(contents, accessible, viewport):
    name = f"Ảnh lớp {viewport['width']}"
    contents.locator("#upload-files").set_input_files([
        {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": picture("red")},
        {"name": "trang.html.jpg", "mimeType": "image/jpeg", "buffer": b"<!doctype html><script>1</script>"},
        {"name": f"Biên bản {viewport['width']}.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF"}])
    contents.wait_for_function("() => document.querySelectorAll('.ep-upload-list .is-saved').length === 2 && "
                               "document.querySelectorAll('.ep-upload-list .is-refused').length === 1")
    contents.wait_for_function("name => document.querySelector('#listing').innerText.includes(name)", arg=name)
    expect(contents.locator("[data-upload-status]")).to_contain_text("Đã lưu 2 trên 3 tệp")
    accessible(contents)


def test_files_are_dropped(open_browser):
    page = open_browser(login="bientap")
    page.goto(NEWS + "@@contents")
    data = page.evaluate_handle("""() => { const data = new DataTransfer();
        data.items.add(new File(["a,b"], "Kéo thả.csv", { type: "text/csv" })); return data; }""")
    page.dispatch_event("[data-dropzone]", "drop", {"dataTransfer": data})
    page.locator(".ep-upload-list .is-saved").wait_for()
    expect(page.locator(".ep-upload-list")).to_contain_text("Kéo thả")


def test_everything_works_without_a_script(open_browser, accessible):
    page = open_browser(login="bientap", java_script_enabled=False)
    page.goto(NEWS + "@@contents")
    page.get_by_label("Tiêu đề có chữ").fill("hoi")
    page.get_by_role("button", name="Lọc").click()
    assert len(titles(page)) >= 2
    page.get_by_role("link", name="Về thứ tự của thư mục").click()
    before = titles(page)
    page.locator(".ep-moves button[name=bottom]").first.click()
    assert titles(page) == [*before[1:], before[0]]
    page.locator("#upload-files").set_input_files([
        {"name": "không script.csv", "mimeType": "text/csv", "buffer": b"a,b"},
        {"name": "xấu.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"}])
    page.get_by_role("button", name="Tải lên").click()
    expect(page.locator(".ep-verdicts .is-saved")).to_have_count(1)
    expect(page.locator(".ep-verdicts .is-refused")).to_have_count(1)


def test_outline_and_restriction_are_accessible(open_browser, accessible, viewport):
    page = open_browser(viewport, "quantri")
    page.goto(SCHOOL + "@@outline")
    accessible(page)
    expect(page.locator(".ep-outline rect").first).to_be_visible()
    page.goto(NEWS + "@@addable")
    accessible(page)
    page.get_by_label("Chỉ các loại sau, ở đây và trong các thư mục bên dưới").check()
    page.get_by_label("Trang", exact=True).uncheck()
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator(".ep-restriction")).to_contain_text("có giới hạn")
    accessible(page)
    page.goto(NEWS + "@@addable")
    page.locator("#how-inherit").check()
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator(".ep-restriction")).to_have_count(0)
