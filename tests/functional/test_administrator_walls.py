"""Another school and the public: nothing of the administrator's work is theirs to see or to do."""

from tests.functional.administrator_setup import NEWS, OTHER, SCHOOL, names_in, news, other_school, state_of, token_of

_LOOKS = ("@@contents", "tin-tuc/@@contents", "tin-tuc/mot/@@contents", "@@trash", "@@delete", "tin-tuc/@@delete",
          "tin-tuc/mot/@@delete", "tin-tuc/mot/@@rename", "tin-tuc/mot/@@state?transition=submit",
          "@@state?transition=suspend", "tin-tuc/mot/@@edit", "@@edit", "tin-tuc/@@edit", "tin-tuc/@@add?type=page",
          "@@add?type=folder")
_DEEDS = ("@@order", "@@restore", "@@delete", "@@delete-selected", "tin-tuc/@@order", "tin-tuc/@@delete",
          "tin-tuc/@@state", "tin-tuc/mot/@@delete", "tin-tuc/mot/@@rename", "tin-tuc/mot/@@state", "@@state",
          "tin-tuc/@@delete-selected", "tin-tuc/@@add?type=page", "tin-tuc/mot/@@edit", "@@edit",
          "tin-tuc/mot/@@upload-image")


def test_another_school_and_the_public_see_none_of_it(city):
    news(city, "Một")
    for browser in (city.as_("quantri.hai"), city.as_("khach"), city.visitor()):
        for path in _LOOKS:
            answer = browser.get(SCHOOL + path, expect_errors=True)
            assert answer.status_int in (403, 404), path


def test_another_school_changes_none_of_it(city):
    uuid = news(city, "Một")[0]
    browser = city.as_("quantri.hai")
    posted = {"csrf_token": token_of(browser, OTHER + "@@edit"), "sure": "yes", "uuid": uuid, "up": uuid, "name": "x",
              "title": "x", "seen": "1", "reason": "x"}
    before = city.look(lambda portal: portal.root["quan-1"]["thcs-mot"].revision)
    for path in _DEEDS:
        step = "suspend" if path == "@@state" else "submit" if "mot" in path else "hide"
        answer = browser.post(SCHOOL + path, {**posted, "transition": step}, expect_errors=True)
        assert answer.status_int in (403, 404), path
    assert names_in(city, "tin-tuc") == ["mot"]
    assert state_of(city, "mot") == "draft"
    assert city.look(lambda portal: portal.root["quan-1"]["thcs-mot"].revision) == before


def test_an_identity_behind_another_wall_refuses_the_whole_request(city):
    own = news(city, "Một")[0]
    foreign = city.look(lambda portal: other_school(portal)["tin-tuc"].uuid)
    browser = city.as_("quantri")
    posted = [("csrf_token", token_of(browser)), ("sure", "yes"), ("uuid", own), ("uuid", foreign)]
    browser.post(NEWS + "@@delete-selected", posted, status=403)
    browser.post(NEWS + "@@order", [("csrf_token", token_of(browser)), ("down", foreign)], status=403)
    assert names_in(city, "tin-tuc") == ["mot"]
