"""deform with the templates of the default skin: labels and errors belong together, and nothing is inline."""

import re
from datetime import date
from importlib.resources import files

import colander
import deform
import peppercorn
import pytest
from babel.messages.pofile import read_po
from deform.template import ZPTRendererFactory

from tests.unit.skin_pages import LOCALE, STATIC, TEMPLATES, catalogue
from tests.unit.test_skin_pages import Tags

LIBRARY_WORDS = {name: catalogue(LOCALE / "LC_MESSAGES" / f"{name}.po") for name in ("deform", "colander")}
OWN_WORDS = catalogue(LOCALE / "skin.po")


def translate(message):
    """Return the Vietnamese of a message as Pyramid's translator would."""
    words = LIBRARY_WORDS.get(getattr(message, "domain", None), OWN_WORDS)
    text = words.get(str(message), getattr(message, "default", None) or str(message))
    for name, value in (getattr(message, "mapping", None) or {}).items():
        text = text.replace(f"${{{name}}}", str(value))
    return text


RENDERER = ZPTRendererFactory((str(TEMPLATES / "forms"), str(files("deform") / "templates")), translator=translate)


class Files(dict):
    """What deform asks of a store of uploads."""

    def preview_url(self, _uid):
        return ""


def node(kind, name, title, widget=None, **more):
    return colander.SchemaNode(kind, name=name, title=title, widget=widget, **more)


def everything():
    """Return a schema with a field of every widget that the skin overrides."""
    widgets = deform.widget
    parent = node(colander.Mapping(), "parent", "Phụ huynh")
    parent.add(node(colander.String(), "name", "Họ tên"))
    subjects = [("t", "Toán"), ("v", "Văn")]
    return colander.SchemaNode(
        colander.Mapping(),
        node(colander.String(), "name", "Họ và tên", description="Viết hoa có dấu."),
        node(colander.Date(), "born", "Ngày sinh"),
        node(colander.String(), "about", "Ghi chú", widgets.TextAreaWidget(), missing=""),
        node(colander.String(), "room", "Lớp", widgets.SelectWidget(values=[("", "–"), ("a", "10A1")])),
        node(colander.Set(), "taught", "Môn", widgets.SelectWidget(values=subjects, multiple=True)),
        node(colander.Boolean(), "public", "Công khai", widgets.CheckboxWidget(), missing=False),
        node(colander.String(), "sex", "Giới tính", widgets.RadioChoiceWidget(values=[("m", "Nam"), ("f", "Nữ")])),
        node(colander.Set(), "days", "Buổi", widgets.CheckboxChoiceWidget(values=[("s", "Sáng")]), missing=()),
        node(colander.String(), "body", "Nội dung", widgets.RichTextWidget(), missing=""),
        node(deform.FileData(), "photo", "Ảnh", widgets.FileUploadWidget(Files()), missing=None),
        node(colander.String(), "seen", "seen", widgets.HiddenWidget(), missing=""),
        colander.SchemaNode(colander.Sequence(), parent, name="parents", title="Cha mẹ",
                            widget=widgets.SequenceWidget(orderable=True, min_len=1, max_len=3)),
    )


def form():
    return deform.Form(everything(), buttons=(deform.Button("save", "Lưu"),), renderer=RENDERER)


def refused(**posted):
    """Return the page of the form after ``posted`` was refused."""
    fields = {"name": "", "born": {"date": ""}, "room": "", "sex": "", "parents": [{"name": ""}], **posted}
    with pytest.raises(deform.ValidationFailure) as failure:
        form().validate_pstruct(fields)
    return failure.value.render()


def by_id(html):
    return {each["id"]: (tag, each) for tag, each in Tags(html).found if "id" in each}


def field(html, name):
    return next(each for tag, each in Tags(html).found if each.get("name") == name and each.get("type") != "hidden")


def test_nothing_is_inline_and_no_id_stands_twice():
    for html in (form().render({}), refused()):
        tags = Tags(html)
        assert not {"script", "style"} & {tag for tag, _ in tags.found}
        assert not [key for _, each in tags.found for key in each if key == "style" or key.startswith("on")]
        ids = tags.values("id")
        assert sorted(ids) == sorted(set(ids))


def test_every_field_has_a_label_of_its_own():
    tags = Tags(form().render({}))
    fields = [each for tag, each in tags.found
              if tag in ("input", "select", "textarea") and each.get("type") != "hidden"]
    assert len(fields) == 12
    assert {each["id"] for each in fields} <= set(tags.values("for", "label"))


def test_a_group_of_choices_is_named_by_its_title():
    html = form().render({})
    groups = [each["aria-labelledby"] for tag, each in Tags(html).found if each.get("role") == "group"]
    assert len(groups) == 2
    assert [re.search(rf'id="{each}">(\S[^\n<]*)', html)[1].strip() for each in groups] == ["Giới tính", "Buổi"]


def test_a_field_without_fault_is_described_by_its_help_only():
    name = field(form().render({}), "name")
    assert "aria-invalid" not in name
    assert name["aria-describedby"] == f"help-{name['id']}"
    assert name["required"] == "required"


def test_a_fault_is_tied_to_its_field_and_said_in_vietnamese():
    html = refused()
    name = field(html, "name")
    assert name["aria-invalid"] == "true"
    assert name["aria-describedby"] == f"help-{name['id']} error-{name['id']}"
    place = html[html.index(f'id="error-{name["id"]}"'):]
    assert place[:200].count("Không được để trống") == 1


@pytest.mark.parametrize("name", ["date", "room", "deformField7"])
def test_every_kind_of_field_is_tied_to_its_fault(name):
    html = refused(born={"date": "31/02/2011"})
    faulty = field(html, name)
    assert faulty["aria-invalid"] == "true"
    assert set(faulty["aria-describedby"].split()) <= by_id(html).keys()


def test_the_list_of_faults_leads_to_the_fields():
    html = refused()
    listed = [each[1:] for each in Tags(html).values("href", "a")]
    assert len(listed) == 6  # name, born, room, taught, sex, parents
    assert set(listed) <= by_id(html).keys()
    assert "Chưa lưu gì" in html


def test_a_date_is_shown_as_people_here_write_it():
    assert field(form().render({"born": date(2011, 3, 2)}), "date")["value"] == "02/03/2011"


@pytest.mark.parametrize("typed", ["31/02/2011", "5-1-2010", "mai"])
def test_a_date_that_was_refused_stands_as_it_was_typed(typed):
    assert field(refused(born={"date": typed}), "date")["value"] == typed


def test_what_was_chosen_stays_chosen():
    html = refused(room="a", taught=["v"], public="true", days=["s"], sex="f")
    tags = Tags(html)
    assert [each["value"] for _, each in tags.found if "selected" in each] == ["a", "v"]
    assert [each["value"] for _, each in tags.found if "checked" in each] == ["true", "f", "s"]


def test_what_was_typed_is_escaped():
    html = refused(about="</textarea><script>x</script>", body="<p>Xin & chào</p>", name='"><script>')
    assert "<script>" not in html
    assert "&lt;/textarea&gt;&lt;script&gt;" in html
    assert "&lt;p&gt;Xin &amp; chào&lt;/p&gt;" in html


def test_a_filled_form_posts_back_what_it_shows():
    shown = {"name": "Nguyễn Thị An", "born": date(2011, 3, 2), "about": "Ngoan", "room": "a", "taught": {"v"},
             "public": True, "sex": "f", "days": {"s"}, "body": "<p>Chào</p>", "seen": "4",
             "parents": [{"name": "Trần Bình"}]}
    pstruct = peppercorn.parse(posted_by(form().render(shown)))
    pstruct["born"] = {"date": "-".join(reversed(pstruct["born"]["date"].split("/")))}  # what forms.js or the view does
    pstruct.pop("photo")
    assert form().validate_pstruct(pstruct) == {**shown, "photo": None}


def posted_by(html):
    """Return the (name, value) pairs that a browser would post for ``html``, in the order of the page."""
    html = re.sub(r'data-prototype="[^"]*"', "", html)
    pairs, select = [], None
    for tag, each in Tags(html).found:
        if tag == "select":
            select = each["name"]
        elif tag == "option" and "selected" in each:
            pairs.append((select, each["value"]))
        elif tag == "textarea":
            text = re.search(rf'id="{each["id"]}"[^>]*>(.*?)</textarea>', html, re.S)[1]
            pairs.append((each["name"], text.replace("&lt;", "<").replace("&gt;", ">")))
        elif tag == "input" and (each.get("type") not in ("checkbox", "radio") or "checked" in each):
            pairs.append((each["name"], each.get("value", "")))
    return pairs


def test_a_sequence_says_its_limits_and_can_be_worked_by_keyboard():
    html = form().render({})
    sequence = next(each for tag, each in Tags(html).found if "data-sequence" in each)
    assert (sequence["data-least"], sequence["data-most"], sequence["data-orderable"]) == ("1", "3", "")
    buttons = [each for tag, each in Tags(html).found if tag == "button" and each["type"] == "button"]
    assert [each.get("aria-label") for each in buttons] == ["Đưa lên", "Đưa xuống", "Bỏ mục này", None]
    assert ">Thêm Phụ huynh</button>" in html


@pytest.mark.parametrize(("name", "count"), [("deform", 26), ("colander", 38)])
def test_every_text_of_the_library_is_in_vietnamese(name, count):
    with (files(name) / "locale" / f"{name}.pot").open("rb") as stream:
        wanted = {each.id for each in read_po(stream) if each.id}
    words = LIBRARY_WORDS[name]
    assert len(wanted) == count
    assert wanted == words.keys()
    places = re.compile(r"\$\{\w+\}")
    assert {each: sorted(places.findall(each)) for each in words} == {
        each: sorted(places.findall(text)) for each, text in words.items()}


@pytest.mark.parametrize("path", sorted((STATIC / "js").glob("*.js")), ids=lambda path: path.name)
def test_a_script_needs_nothing_that_the_csp_forbids(path):
    text = path.read_text("utf-8")
    assert '"use strict";' in text
    forbidden = r"\beval\(|new Function|setAttribute\(\"(style|on)|document\.write|javascript:|https?://"
    assert not re.search(forbidden, text)
