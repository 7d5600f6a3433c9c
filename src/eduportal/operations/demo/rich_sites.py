"""The portals of the two schools that are shown in full: a year of news, all sections, files and disclosures."""

from datetime import date, timedelta

from eduportal.domain.dates import school_year_title
from eduportal.domain.text import slug
from eduportal.operations.demo import events_thcs, events_thpt, files, school_pages, texts
from eduportal.operations.demo.shapes import DisclosurePlan, FilePlan, NewsPlan, PagePlan, SitePlan
from eduportal.operations.demo.sites import at, introduction, picture_for, values_of

NEWS = 10
_EVENTS = {"thcs": events_thcs.EVENTS, "thpt": events_thpt.EVENTS}
_LEVEL = {"thcs": ("lớp 6", "6, 7, 8 và 9"), "thpt": ("lớp 10", "10, 11 và 12")}


def rich_site(unit, office, people, day, start_year, editor):
    """Return the :class:`SitePlan` of a school that is shown in full.

    :param people: its staff. :param editor: the log-in that the news are written by.
    """
    level, grades = _LEVEL[unit.kind]
    values = {**values_of(unit, office, start_year), "level": level, "grades": grades,
              "admission": school_pages.ADMISSION[unit.kind]}
    teachers = sum(not person.roles for person in people)
    pages = [introduction(unit, values, day, start_year)]
    pages += [_history(unit, values, day), _organisation(people, values, day)]
    pages += [_page(each, values, day - timedelta(days=20 + 3 * number))
              for number, each in enumerate(school_pages.PAGES)]
    pages.append(_yearbook(unit, teachers, day, start_year))
    return SitePlan(unit.code, tuple(pages), _news(unit, values, day, editor), _files(values, day),
                    _disclosures(unit, values, day, start_year, teachers))


def _news(unit, values, day, editor):
    """Return the last ten events of the school's year before ``day``, newest first."""
    dated = sorted(((_last(day, month, at_day), rest) for month, at_day, *rest in _EVENTS[unit.kind]), reverse=True,
                   key=lambda each: each[0])
    return tuple(_item(unit, when, values, editor, *rest) for when, rest in dated[:NEWS])


def _last(day, month, at_day):
    this_year = date(day.year, month, at_day)
    return this_year if this_year < day else date(day.year - 1, month, at_day)


def _item(unit, when, values, editor, scene, send_up, title, summary, paragraphs):
    values = {**values, "year": school_year_title(when.year if when.month >= 8 else when.year - 1)}
    title = texts.fill(title, values)
    return NewsPlan(
        slug(title), title, texts.fill(summary, values), texts.body(paragraphs, values), at(when, 15, 30), send_up,
        picture_for(scene, f"{unit.code}-{when.month:02d}-{when.day:02d}", title), editor,
    )


def _page(text, values, published):
    section, name, title, summary, paragraphs = text
    return PagePlan(section, name, texts.fill(title, values), texts.fill(summary, values),
                    texts.body(paragraphs, values), at(published))


def _history(unit, values, day):
    return _page(("gioi-thieu", "qua-trinh-phat-trien", "Quá trình phát triển",
                  "Tóm lược quá trình hình thành và phát triển của nhà trường.", school_pages.HISTORY[unit.kind]),
                 values, day - timedelta(days=60))


def _organisation(people, values, day):
    leaders = [person for person in people if person.roles]
    rows = [("Họ và tên", "Chức vụ", "Thư điện tử")] + [(each.name, each.title, each.email) for each in leaders]
    paragraphs = ("Bộ máy của {name} gồm ban giám hiệu, các tổ chuyên môn, tổ văn phòng và các đoàn thể.",
                  "## Lãnh đạo và nhân viên phụ trách")
    return PagePlan("gioi-thieu", "co-cau-to-chuc", "Cơ cấu tổ chức, lãnh đạo",
                    "Ban giám hiệu, các tổ và người phụ trách cổng.",
                    texts.body(paragraphs, values) + texts.table(rows), at(day - timedelta(days=55)))


def _yearbook(unit, teachers, day, start_year):
    rows = [("Năm học", "Số lớp", "Số học sinh", "Số giáo viên")]
    before = school_pages.YEARBOOK[unit.kind]
    for place, counts in enumerate((*before, (12, 480, teachers))):
        rows.append((school_year_title(start_year - len(before) + place), *map(str, counts)))
    return PagePlan("nien-giam", "so-lieu-nam-nam", "Số liệu trường, lớp, học sinh trong 5 năm",
                    "Số lớp, học sinh và giáo viên qua năm năm học.", texts.table(rows), at(day - timedelta(days=25)))


def _files(values, day):
    kind = files.document_type()
    plan = tuple(texts.fill(each, values) for each in school_pages.PLAN_PARAGRAPHS)
    title = texts.fill("Kế hoạch giáo dục năm học {year}", values)
    return (
        FilePlan("van-ban", f"ke-hoach-giao-duc.{files.ENDING[kind]}", title, kind, title, plan, school_pages.CALENDAR,
                 at(day - timedelta(days=48))),
        FilePlan("van-ban", "noi-quy-hoc-sinh.txt", "Nội quy học sinh", files.TEXT, "Nội quy học sinh",
                 school_pages.RULES, (), at(day - timedelta(days=47))),
        FilePlan("tai-nguyen-so", "gio-hoc.csv", "Giờ học các tiết trong ngày", files.CSV, "Giờ học", (),
                 school_pages.BELL, at(day - timedelta(days=46))),
    )


def _disclosures(unit, values, day, start_year, teachers):
    """Return two disclosures of the year under TT 09/2024: facilities (R6-4) and the plan of the year (R6-6a)."""
    when = at(day - timedelta(days=14))
    common = {"folder": f"nam-hoc-{start_year}-{start_year + 1}", "folder_title": f"Năm học {values['year']}",
              "start_year": start_year, "circular": "tt_09_2024", "published_at": when}
    staffed = f"Số liệu tính đến đầu năm học {values['year']}: 12 lớp, 480 học sinh, {teachers} giáo viên."
    title = f"Công khai cơ sở vật chất năm học {values['year']}"
    kind = files.document_type()
    form = FilePlan("cong-khai", f"cong-khai-co-so-vat-chat.{files.ENDING[kind]}", title, kind, title,
                    (unit.name, staffed), school_pages.FACILITIES, when)
    return (
        DisclosurePlan(slug="co-so-vat-chat", title=title, content="facilities",
                       summary="Phòng học, phòng bộ môn, thư viện, sân bãi và thiết bị.",
                       body=texts.body((staffed,), values) + texts.table(school_pages.FACILITIES),
                       files=(form,), **common),
        DisclosurePlan(slug="ke-hoach-nam-hoc", title=f"Công khai kế hoạch hoạt động giáo dục năm học {values['year']}",
                       summary="Kế hoạch tuyển sinh, kế hoạch giáo dục và quy chế phối hợp.", content="plan", files=(),
                       body=texts.body((*school_pages.PLAN_PARAGRAPHS, school_pages.ADMISSION[unit.kind]), values)
                       + texts.table(school_pages.CALENDAR), **common),
    )
