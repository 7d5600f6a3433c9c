"""A visitor's text size and contrast, without a script; pages set no cookie unless it was asked for."""

import pytest

from tests.functional.site_setup import SCHOOL


def choose(browser, **chosen):
    return browser.post(f"{SCHOOL}@@display", {"back": f"{SCHOOL}tin-tuc/", **chosen}, status=303)


def test_the_choice_is_kept_worn_and_taken_back(city):
    browser = city.visitor()
    plain = browser.get(SCHOOL)
    assert "Set-Cookie" not in plain.headers
    assert plain.html.html.get("class") is None
    form = next(iter(browser.get(plain.html.select_one("a[href*='@@display']")["href"]).forms.values()), None)
    page = browser.get(f"{SCHOOL}@@display?back={SCHOOL}tin-tuc/")
    assert "Set-Cookie" not in page.headers
    form = next(each for each in page.forms.values() if each.action.endswith("@@display"))
    answer = form.submit("text", value="large", status=303)
    assert answer.location.endswith(f"{SCHOOL}tin-tuc/")
    assert "eduportal_display=large-normal" in answer.headers["Set-Cookie"]
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert browser.get(SCHOOL).html.html["class"] == ["ep-text-large"]
    choose(browser, contrast="high")
    both = browser.get(SCHOOL)
    assert both.html.html["class"] == ["ep-text-large"]
    styles = [each["href"] for each in both.html.select("link[rel=stylesheet]")]
    assert any("high-contrast.css" in each for each in styles)
    colours = next(each for each in styles if "colours.css" in each)
    css = browser.get(colours)
    assert "#00285a" in css.text
    assert "immutable" in css.headers["Cache-Control"]
    choose(browser, text="normal", contrast="normal")
    assert browser.get(SCHOOL).html.html.get("class") is None
    assert browser.get(SCHOOL).body == plain.body


def test_cached_pages_of_one_choice_are_not_given_to_another(city):
    large, plain = city.visitor(), city.visitor()
    choose(large, text="larger")
    assert large.get(SCHOOL).html.html["class"] == ["ep-text-larger"]
    assert plain.get(SCHOOL).html.html.get("class") is None
    kept = len(city.registry["eduportal.page_cache"].pages)
    for value in ("x" * 500, "large-high-x", "larger", "LARGE-high", "\u0111-high", "large-normal; x=y", "<b>-high"):
        page = plain.get(SCHOOL, headers={"Cookie": f"eduportal_display={value}".encode().decode("latin-1")})
        assert page.status_int == 200
        assert value not in page.text
    assert len(city.registry["eduportal.page_cache"].pages) <= kept + 1
    assert plain.get(SCHOOL).headers["Cache-Control"] == "public, max-age=0, must-revalidate"


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example/", "/\\evil.example",
                                  "/a\r\nSet-Cookie: x=1", "javascript:alert(1)", "", "/" + "a" * 3000])
def test_it_leads_to_no_other_site(city, back):
    answer = city.visitor().post(f"{SCHOOL}@@display", {"text": "large", "back": back}, status=303)
    assert answer.location in (f"http://localhost:6543{SCHOOL}", "http://localhost:6543/")
    assert "evil" not in str(answer.headers)
    assert "x=1" not in str(answer.headers)


def test_what_another_site_sends_changes_nothing(city):
    answer = city.visitor().post(f"{SCHOOL}@@display", {"contrast": "high"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert "Set-Cookie" not in answer.headers
    answer = city.visitor().post(f"{SCHOOL}@@display", {"text": "huge", "contrast": ["a", "b"]}, status=303)
    assert "eduportal_display=large" not in str(answer.headers)
