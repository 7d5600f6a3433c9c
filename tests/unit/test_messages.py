"""tools/messages.py finds each way in which a text for people goes wrong, and compiles what is right."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON = """\
from eduportal.domain.messages import _

def greet(name, text):
    return _("Hello ${name}.", name=name)
"""
PAGE = """\
<html xmlns="http://www.w3.org/1999/xhtml" i18n:domain="eduportal">
<p i18n:translate="">Written
  by <b i18n:name="who">${who}</b> today</p>
<a title="Close" i18n:attributes="title">${_('Leave')}</a>
<i tal:content="state" i18n:translate="">a default that is never shown</i>
</html>
"""
FRAGMENT = """\
msgid "Hello ${name}."
msgstr "Chào ${name}."

msgid "Written by ${who} today"
msgstr "${who} viết hôm nay"

msgid "Close"
msgstr "Đóng"

msgid "Leave"
msgstr "Rời khỏi"
"""


@pytest.fixture
def messages(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import messages

    yield messages
    for name in ("messages", "message_uses"):
        sys.modules.pop(name, None)


@pytest.fixture
def project(tmp_path, messages):
    """A small project whose texts are all in order; functions below break one thing each."""
    write(tmp_path, "src/eduportal/greeting.py", PYTHON)
    write(tmp_path, "skins/default/templates/page.pt", PAGE)
    write(tmp_path, "src/eduportal/locale/vi/greeting.po", FRAGMENT)
    messages.compile_all(tmp_path)
    return tmp_path


def write(root, name, text):
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_project_in_order_has_no_problems(project, messages):
    assert messages.check(project) == []
    assert messages.texts_in("eduportal", project)["Written by ${who} today"] == "${who} viết hôm nay"


def test_the_catalogue_serves_gettext(project):
    import gettext

    path = project / "src/eduportal/locale"
    assert gettext.translation("eduportal", path, ["vi"]).gettext("Close") == "Đóng"


def test_compiling_twice_gives_the_same_bytes(project, messages):
    path = messages.compiled_path("eduportal", project)
    before = path.read_bytes()
    messages.compile_all(project)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('_("Hello ${name}."', '_("Goodbye ${name}."', "'Goodbye ${name}.' has no translation"),
        ('_("Hello ${name}."', '_("Goodbye ${name}."', "nothing uses 'Hello ${name}.' any more"),
        ("name=name)", "nam=name)", "the values given (nam) differ"),
        ("name=name)", ")", "the values given (none) differ"),
        ('_("Hello ${name}.", name=name)', "_(text)", "is not written out"),
    ],
)
def test_faults_in_python_files(project, messages, old, new, problem):
    write(project, "src/eduportal/greeting.py", PYTHON.replace(old, new))
    assert any(problem in line for line in messages.check(project))


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("today</p>", "now</p>", "page.pt:2: 'Written by ${who} now' has no translation"),
        ('title="Close"', 'title="Shut"', "page.pt:4: 'Shut' has no translation"),
        ("_('Leave')", "_('Go')", "page.pt: 'Go' has no translation"),
        ("_('Leave')", "_(state)", "page.pt: a text in _() is not written out"),
        (' i18n:domain="eduportal"', "", "no i18n:domain above"),
        (' i18n:name="who"', "", "an element without i18n:name"),
        ("today</p>", "${day}</p>", "inside i18n:translate needs an element with i18n:name"),
        ('title="Close"', 'title="Close ${who}"', "is made at run time"),
        ('"state"', '"state +"', "page.pt: "),
        ("</i>", "</u>", "page.pt: "),
    ],
)
def test_faults_in_templates(project, messages, old, new, problem):
    write(project, "skins/default/templates/page.pt", PAGE.replace(old, new))
    assert any(problem in line for line in messages.check(project))


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("Chào ${name}.", "Chào ${ten}.", "has other ${names}"),
        ("Chào ${name}.", "Chào.", "has other ${names}"),
        ('msgstr "Đóng"', 'msgstr ""', "'Close' has an empty translation"),
        ("Chào", "Cha\u0300o", "is not Unicode NFC"),
        ('msgid "Close"', '#, fuzzy\nmsgid "Close"', "fuzzy entries are not used"),
        ('msgid "Close"', 'msgidd "Close"', "cannot be read"),
        ("Đóng", "Đóng lại", "eduportal.mo: out of date"),
        ('msgid "Leave"', 'msgid "Close"\nmsgstr "Tắt"\n\nmsgid "Leave"', "translated differently"),
    ],
)
def test_faults_in_fragments(project, messages, old, new, problem):
    write(project, "src/eduportal/locale/vi/greeting.po", FRAGMENT.replace(old, new))
    assert any(problem in line for line in messages.check(project))


def test_two_fragments_must_agree(project, messages):
    write(project, "src/eduportal/locale/vi/other.po", 'msgid "Close"\nmsgstr "Đóng"\n')
    assert messages.check(project) == []
    write(project, "src/eduportal/locale/vi/other.po", 'msgid "Close"\nmsgstr "Tắt"\n')
    assert any("other.po:1" in line and "greeting.po:7" in line for line in messages.check(project))


def test_a_missing_catalogue_is_out_of_date(project, messages):
    messages.compiled_path("eduportal", project).unlink()
    assert messages.check(project) == [
        "src/eduportal/locale/vi/LC_MESSAGES/eduportal.mo: out of date; run: make messages"
    ]


def test_texts_of_libraries_are_compiled_beside_ours(project, messages):
    write(project, "src/eduportal/locale/vi/LC_MESSAGES/colander.po", 'msgid "Required"\nmsgstr "Bắt buộc nhập"\n')
    assert any("colander.mo: out of date" in line for line in messages.check(project))
    messages.compile_all(project)
    assert messages.check(project) == []
    assert messages.texts_in("colander", project) == {"Required": "Bắt buộc nhập"}
