"""The plan as a whole: the same day gives the same plan, in good Vietnamese, without anything that looks personal."""

import re
import unicodedata
from collections import Counter
from dataclasses import fields, is_dataclass
from datetime import date

import pytest

from eduportal.domain.dates import local_day
from eduportal.domain.text import clean_line
from eduportal.operations.demo import city_plan
from eduportal.operations.demo.annex import SOURCE

DAY = date(2026, 11, 22)
#: What real name lists write: the Icelandic eth for đ, and decomposed letters. The plan must be free of both.
MISTYPED = "Nguyễn Ðức Ðạt"
_PHONE = re.compile(r"(?<![\d/])(?:\+?84|0)[\s.]?(?:\d[\s.]?){8,9}(?!\d)")
_LONG_NUMBER = re.compile(r"\d{9,}")
_BIRTHDAY = re.compile(r"\b\d{1,2}[/-]\d{1,2}[/-](?:19|20)\d{2}\b")


@pytest.fixture(scope="module")
def plan(declared):
    return city_plan(DAY, declared)


def texts(value):
    """Yield every str in a plan."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))
    elif isinstance(value, dict):
        yield from texts(tuple(value.items()))
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)


def test_the_same_day_gives_the_same_plan(plan, declared):
    assert city_plan(DAY, declared) == plan


def test_another_day_moves_the_news_but_not_the_units(plan, declared):
    other = city_plan(date(2027, 3, 1), declared)
    assert other.units == plan.units
    assert other.sites != plan.sites
    assert other.start_year == plan.start_year == 2026


@pytest.mark.parametrize("day", [date(2026, 8, 1), date(2026, 9, 5), date(2027, 1, 1), date(2027, 7, 31),
                                 date(2028, 2, 29)])
def test_nothing_is_published_in_the_future(declared, day):
    for site in city_plan(day, declared).sites:
        for item in (*site.pages, *site.news, *site.files, *site.disclosures):
            assert local_day(item.published_at) <= day


def test_every_text_is_nfc_and_free_of_eth(plan):
    assert unicodedata.normalize("NFC", MISTYPED) == MISTYPED
    assert "Ð" in MISTYPED
    assert clean_line(MISTYPED) == "Nguyễn Đức Đạt"
    for text in texts(plan):
        assert unicodedata.is_normalized("NFC", text)
        assert "Ð" not in text
        assert "ð" not in text


def test_no_place_in_a_text_was_left_unfilled(plan):
    assert [text for text in texts(plan.sites) if re.search(r"[{}]", text)] == []


def test_phones_are_of_an_exchange_that_nobody_has(plan):
    assert all(re.fullmatch(r"028 0000 \d{4}", unit.phone) for unit in plan.units)


def test_pages_hold_no_phone_identity_number_or_birth_date(plan):
    assert _PHONE.search("Gọi 090 123 4567")
    assert _LONG_NUMBER.search("079012345678")
    assert _BIRTHDAY.search("01/02/2014")
    for text in texts(plan.sites):
        assert [shape.pattern for shape in (_PHONE, _LONG_NUMBER, _BIRTHDAY) if shape.search(text)] == [], text


def test_mail_goes_to_the_example_domain_only(plan):
    found = [found for text in texts(plan) for found in re.findall(r"[\w.+-]+@[\w.-]+\w", text)]
    assert found
    assert all(address.endswith("@example.vn") for address in found)


def test_every_open_portal_has_a_page_and_a_news_item(plan):
    opened = {unit.code for unit in plan.units if unit.opened_on}
    assert {site.unit for site in plan.sites} == opened
    assert len(plan.sites) == len(opened) == 1 + 24 + 1303 + 81
    for site in plan.sites:
        assert site.news
        assert any(page.section == "gioi-thieu" for page in site.pages)


def test_every_introduction_names_its_unit_and_head(plan):
    for site in plan.sites:
        unit = next(each for each in plan.units if each.code == site.unit)
        body = site.pages[0].body
        assert unit.name in body
        assert unit.head in body


def test_sections_are_those_of_the_blueprint_of_the_kind(plan, declared):
    for site in plan.sites:
        kind = declared.kinds[plan.unit(site.unit).kind]
        sections = {section.slug: section.type for section in declared.blueprints[kind.blueprint].sections}
        assert sections["tin-tuc"] == "folder"
        for page in site.pages:
            assert sections[page.section] == "folder"
        for file in site.files:
            assert sections[file.section] == "folder"
        assert not site.disclosures or sections["cong-khai"] == "folder"


def test_slugs_are_unique_within_a_section_and_texts_fit_their_fields(plan):
    for site in plan.sites:
        placed = Counter((page.section, page.slug) for page in site.pages)
        placed.update(("tin-tuc", item.slug) for item in site.news)
        assert max(placed.values()) == 1
        for item in (*site.pages, *site.news):
            assert 0 < len(item.title) <= 200
            assert 0 < len(item.summary) <= 500
            assert item.body.startswith("<")


def test_disclosures_choose_what_the_content_type_offers(plan, declared):
    choices = {field.name: {value for value, _title in field.choices} for field in
               declared.types["disclosure"].fields if field.kind == "choice"}
    found = [each for site in plan.sites for each in site.disclosures]
    assert len(found) == 4
    for each in found:
        assert each.circular in choices["circular"]
        assert each.content in choices["content"]


def test_coverage_is_reported_as_the_paper_has_it(plan):
    assert len(plan.coverage) == 24
    assert {(row.day, row.source) for row in plan.coverage} == {(date(2017, 8, 30), SOURCE)}
    tan_phu = next(row for row in plan.coverage if row.district == "Quận Tân Phú")
    assert tan_phu.counts["tieu_hoc"] == (18, 16)
    sums = {key: tuple(sum(row.counts[key][place] for row in plan.coverage) for place in (0, 1))
            for key in ("total", "mam_non", "tieu_hoc", "thcs")}
    assert sums == {"total": (1324, 2002), "mam_non": (451, 1005), "tieu_hoc": (449, 510), "thcs": (251, 319)}
