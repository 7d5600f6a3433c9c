"""The teacher fills the mark book with the keyboard, pastes, loses the connection, meets a colleague, and submits."""

import re

from playwright.sync_api import expect

BOOK = "/quan-1/thcs-mot/nam-hoc-2026-2027/6a1/toan-hk1/"
CELL = "input[data-column]"


def saved(page):
    """Wait until the status line says that everything typed is saved."""
    expect(page.locator("[data-marks-status]")).to_contain_text(re.compile("[Đđ]ã lưu"))


def cell(page, row, column):
    """Return the input in ``row`` and ``column``, both from 0."""
    return page.locator("table.marks tbody tr").filter(has=page.locator(CELL)).nth(row).locator(CELL).nth(column)


def block(page, *values):
    """Expect ``values`` in the first two rows, columns 1 and 2."""
    for number, value in enumerate(values):
        expect(cell(page, number // 2, 1 + number % 2)).to_have_value(value)


def test_a_teacher_types_marks_and_they_are_saved_by_themselves(open_browser, accessible, viewport):
    page = open_browser(viewport, "giaovien")
    page.goto("/@@my-classes")
    accessible(page)
    page.get_by_role("link", name="Toán").first.click()
    accessible(page)
    cell(page, 0, 0).click()
    page.keyboard.type("8")
    page.keyboard.press("Enter")
    page.keyboard.type("7.5")
    page.keyboard.press("Enter")
    saved(page)
    page.reload()
    expect(cell(page, 0, 0)).to_have_value("8")
    expect(cell(page, 1, 0)).to_have_value("7,5")
    expect(cell(page, 2, 0)).to_have_value("")


def test_a_block_from_a_spreadsheet_is_pasted_and_taken_back_in_one_step(open_browser):
    page = open_browser(login="giaovien")
    page.goto(BOOK)
    cell(page, 0, 1).click()
    page.evaluate("""() => {
        const data = new DataTransfer();
        data.setData('text/plain', '9\\t8,5\\n7\\t6\\n');
        document.activeElement.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true,
                                                                         cancelable: true}));
    }""")
    saved(page)
    block(page, "9", "8,5", "7", "6")
    page.keyboard.press("Control+z")
    saved(page)
    block(page, "", "", "", "")


def test_a_wrong_mark_is_marked_and_never_sent(open_browser, accessible):
    page = open_browser(login="giaovien")
    page.goto(BOOK)
    cell(page, 2, 2).click()
    page.keyboard.type("10,1")
    page.keyboard.press("Enter")
    expect(cell(page, 2, 2)).to_have_attribute("aria-invalid", "true")
    accessible(page)
    page.reload()
    expect(cell(page, 2, 2)).to_have_value("")


def test_nothing_is_lost_while_the_connection_is_gone(open_browser):
    page = open_browser(login="giaovien")
    page.goto(BOOK)
    page.context.set_offline(True)
    cell(page, 2, 0).click()
    page.keyboard.type("6")
    page.keyboard.press("Enter")
    expect(page.locator("[data-marks-status]")).to_contain_text("Chưa lưu")
    expect(cell(page, 2, 0)).to_have_value("6")
    page.context.set_offline(False)
    saved(page)
    page.reload()
    expect(cell(page, 2, 0)).to_have_value("6")


def test_two_people_in_one_cell_see_both_values(open_browser, accessible):
    first, second = open_browser(login="giaovien"), open_browser(login="giaovien")
    first.goto(BOOK)
    second.goto(BOOK)
    cell(first, 0, 3).fill("5")
    first.keyboard.press("Enter")
    saved(first)
    cell(second, 0, 3).fill("4")
    second.keyboard.press("Enter")
    keep = second.get_by_role("button", name="Giữ điểm của tôi").or_(second.locator("button", has_text="của tôi")).first
    keep.wait_for()
    accessible(second)
    keep.click()
    saved(second)
    first.reload()
    expect(cell(first, 0, 3)).to_have_value("4")


def test_marks_are_entered_without_scripts(open_browser):
    page = open_browser(login="giaovien", java_script_enabled=False)
    page.goto(BOOK)
    cell(page, 1, 3).fill("9,5")
    page.get_by_role("button", name="Lưu điểm").click()
    page.goto(BOOK)
    expect(cell(page, 1, 3)).to_have_value("9,5")


def test_a_teacher_submits_and_the_principal_approves_on_a_phone(open_browser, accessible):
    teacher = open_browser(login="giaovien.van")
    teacher.goto(BOOK.replace("toan", "ngu-van"))
    teacher.get_by_role("link", name="Nộp sổ điểm").click()
    accessible(teacher)
    teacher.locator("input[type=checkbox]").first.check()
    teacher.locator("main form button[type=submit]").first.click()
    expect(teacher.locator("main")).to_contain_text("Đã nộp")
    principal = open_browser({"width": 390, "height": 844}, "hieutruong")
    principal.goto("/@@inbox")
    principal.get_by_role("link", name="Ngữ văn").click()
    accessible(principal)
    principal.get_by_role("button", name="Duyệt").first.click()
    expect(principal.locator("main")).to_contain_text("Đã duyệt")
    teacher.goto(BOOK.replace("toan", "ngu-van"))
    expect(teacher.locator(CELL)).to_have_count(0)
    expect(teacher.locator("main")).to_contain_text("Trần Văn Hiệu")
