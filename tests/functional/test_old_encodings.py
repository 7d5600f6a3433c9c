"""Old encodings are told when a page is handed in, and hinder nobody."""

from tests.functional.administrator_setup import draft, state_of
from tests.functional.conftest import form_with


def test_a_text_in_an_old_encoding_is_told_and_can_be_handed_in_all_the_same(city):
    url = draft(city, "Thông báo cũ", body="<p>Phßng gi¸o dôc vµ ®µo t¹o</p>")
    browser = city.as_("bientap")
    form = next(each for each in browser.get(url).forms.values()
                if "transition" in each.fields and each["transition"].value == "submit")
    page = form.submit()
    assert "TCVN3" in page.text
    assert "“gi¸o”" in page.text
    assert form_with(page, "sure").submit().status_int == 303
    assert state_of(city, "thong-bao-cu") == "pending"
