"""Search: accents, order, places, and text that tries to be syntax."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduportal.sidestore import open_store
from eduportal.sidestore import search as search_module
from eduportal.sidestore.objects import drop_object, drop_unit, put_object
from eduportal.sidestore.ranking import read
from eduportal.sidestore.search import Total, search
from eduportal.sidestore.units import path_of
from tests.integration.sidestore_setup import EAST, NOW, PROVINCE, WEST, add, add_tree, add_unit, url

WORDS = "hòa hoà hoa bán bàn ban trường truong trương học hóc lớp 1 10 sinh Sinh mai Đông đồng dong".split()


@pytest.fixture
def store(tmp_path):
    opened = open_store(url(tmp_path))
    with opened.begin() as conn:
        add_tree(conn)
    yield opened
    opened.close()


def found(store, query, **limits):
    with store.read() as conn:
        hits, total = search(conn, query, **{"limit": 50, "offset": 0, **limits})
    assert total.count == len(hits) or total.count > 50 or limits
    return [hit.uuid for hit in hits]


def fill(store, *rows):
    with store.begin() as conn:
        for number, (unit, title, body) in enumerate(rows):
            add(conn, unit, f"p{number}", title, body, days=number)


def test_words_are_found_with_and_without_accents(store):
    fill(store, (PROVINCE, "Tuyển sinh lớp 10", ""), (EAST, "Lịch nghỉ", "Thông tin về tuyển sinh đầu cấp"))
    assert found(store, "tuyển sinh") == ["p0", "p1"]
    assert found(store, "tuyen sinh") == ["p0", "p1"]
    assert found(store, "TUYỂN SINH") == ["p0", "p1"]
    assert found(store, "tuyển sinh đầu") == ["p1"]
    assert found(store, "tuyển dụng") == []


def test_the_accents_typed_come_first_and_the_others_after(store):
    fill(store, (PROVINCE, "Ăn bán trú", ""), (PROVINCE, "Mua bàn ghế", ""), (PROVINCE, "Ban giám hiệu", ""))
    assert found(store, "bán") == ["p0", "p2", "p1"]
    assert found(store, "bàn") == ["p1", "p2", "p0"]
    assert found(store, "ban") == ["p2", "p1", "p0"]


@pytest.mark.parametrize("query", ["hoà bình", "hòa bình", "HOÀ BÌNH", "hoa\u0300 bi\u0300nh"])
def test_both_placements_of_a_tone_are_the_exact_form(store, query):
    fill(store, (PROVINCE, "Hoà Bình", ""), (PROVINCE, "Hòa Bình", ""), (PROVINCE, "Hóa bỉnh", ""))
    assert found(store, query) == ["p1", "p0", "p2"]


def test_titles_come_before_phrases_and_phrases_before_scattered_words(store):
    fill(store, (PROVINCE, "Kế hoạch năm học", ""), (PROVINCE, "A", "Toàn bộ kế hoạch ở đây"),
         (PROVINCE, "B", "Hoạch định và thống kế"))
    assert found(store, "kế hoạch") == ["p0", "p1", "p2"]


def test_equally_good_hits_come_newest_first_and_page_by_page(store):
    fill(store, *((PROVINCE, f"Thông báo số {n}", "") for n in range(30)))
    newest = [f"p{n}" for n in reversed(range(30))]
    pages = [found(store, "thông báo", limit=7, offset=offset) for offset in range(0, 35, 7)]
    assert list(itertools.chain(*pages)) == newest
    assert found(store, "thông báo", limit=7, offset=5000) == []


def test_the_last_word_may_be_a_beginning_but_a_number_may_not(store):
    fill(store, (PROVINCE, "Tuyển sinh lớp 10", ""), (PROVINCE, "Tuyển sinh lớp 1", ""), (PROVINCE, "Học sinh", ""))
    assert found(store, "tuyển si") == ["p1", "p0"]
    assert found(store, "tuyể") == ["p1", "p0"]
    assert found(store, "lớp 1") == ["p1"]
    assert found(store, "tuy sinh") == []


def test_whole_words_come_before_longer_ones(store):
    fill(store, (PROVINCE, "Thi học kì", ""), (PROVINCE, "Thiên nhiên", ""))
    assert found(store, "thi") == ["p0", "p1"]


def test_numbers_of_documents_are_found_as_they_are_written(store):
    fill(store, (PROVINCE, "Thông tư 22/2021/TT-BGDĐT", ""), (PROVINCE, "Thông tư 26/2020/TT-BGDĐT", ""))
    assert found(store, "22/2021/TT-BGDĐT") == ["p0"]
    assert found(store, "26/2020/tt-bgddt") == ["p1"]


def test_a_search_may_be_limited_to_units_places_and_types(store):
    fill(store, *((unit, "Thông báo", "") for unit in (PROVINCE, EAST, "th-hoa-mai", WEST, "th-doi-chim")))
    with store.begin() as conn:
        add(conn, EAST, "tep", "Thông báo", type="news", days=9)
        east = path_of(conn, EAST)
    assert found(store, "thông báo", units=[EAST, WEST]) == ["tep", "p3", "p1"]
    assert found(store, "thông báo", units=[]) == []
    assert found(store, "thông báo", unit_path_prefix=east) == ["tep", "p2", "p1"]
    assert found(store, "thông báo", unit_path_prefix=east, units=[WEST]) == []
    assert found(store, "thông báo", types=["news"]) == ["tep"]
    assert found(store, "thông báo", types=["news", "news_item"], units=[EAST]) == ["tep", "p1"]
    assert found(store, "thông báo", types=["newsitem"]) == []


def test_many_units_are_filtered_as_few_are(store, monkeypatch):
    fill(store, *((unit, "Thông báo", "") for unit in (PROVINCE, EAST, "th-hoa-mai", WEST, "th-doi-chim")))
    with store.read() as conn:
        east = path_of(conn, EAST)
    queries = [{"units": [EAST, WEST]}, {"unit_path_prefix": east}, {"unit_path_prefix": east, "units": [EAST, WEST]}]
    few = [found(store, "thông báo", **limits) for limits in queries]
    monkeypatch.setattr(search_module, "_UNITS_AS_WORDS", 0)
    assert [found(store, "thông báo", **limits) for limits in queries] == few == [["p3", "p1"], ["p2", "p1"], ["p1"]]


def test_a_unit_that_has_moved_is_found_at_its_new_place(store):
    fill(store, ("th-hoa-mai", "Thông báo", ""))
    with store.begin() as conn:
        add_unit(conn, "th-hoa-mai", WEST)
        paths = path_of(conn, EAST), path_of(conn, WEST)
    assert [found(store, "thông báo", unit_path_prefix=path) for path in paths] == [[], ["p0"]]


def test_dropped_and_changed_objects_are_no_longer_found(store):
    fill(store, (PROVINCE, "Lịch nghỉ Tết", ""), (EAST, "Lịch nghỉ lễ", ""), (EAST, "Lịch thi", ""))
    with store.begin() as conn:
        assert add(conn, PROVINCE, "p0", "Lịch trực Tết", days=0)
        assert not add(conn, PROVINCE, "p0", "Lịch trực Tết", days=0)
        assert drop_object(conn, EAST, "p2")
        assert not drop_object(conn, EAST, "p2")
    assert found(store, "nghỉ") == ["p1"]
    assert found(store, "lịch") == ["p1", "p0"]
    with store.begin() as conn:
        assert drop_unit(conn, EAST) == 1
    assert found(store, "lịch") == ["p0"]


def test_a_total_beyond_the_cap_says_more(store, monkeypatch):
    fill(store, *((PROVINCE, f"Thông báo {n}", "") for n in range(12)))
    monkeypatch.setattr(search_module, "COUNT_CAP", 10)
    with store.read() as conn:
        hits, total = search(conn, "thông báo", limit=20, offset=0)
        assert (len(hits), total) == (10, Total(10, True))
        assert search(conn, "11", limit=20, offset=0)[1] == Total(1, False)


def test_the_snippet_marks_what_was_found_in_its_own_spelling(store):
    body = "Mở đầu dài dòng. " * 30 + "Nhà trường tổ chức Bán Trú cho học sinh." + " Kết thúc." * 30
    fill(store, (PROVINCE, "Thông báo", body))
    with store.read() as conn:
        [hit], _total = search(conn, "ban tru", limit=5, offset=0)
    assert [piece for piece, marked in hit.snippet if marked] == ["Bán", "Trú"]
    whole = "".join(piece for piece, _marked in hit.snippet)
    assert "Nhà trường tổ chức Bán Trú cho học sinh." in whole
    assert (whole[0], whole[-1]) == ("…", "…")
    assert len(whole) < 260


def test_a_text_whose_letters_fold_to_other_lengths_is_marked_in_the_right_place(store):
    fill(store, (PROVINCE, "Thông báo", "Điểm ½ và ﬁle số ① — hồ sơ Ấn Độ"))
    with store.read() as conn:
        [hit], _total = search(conn, "ấn độ", limit=5, offset=0)
    assert hit.snippet == [("Điểm ½ và ﬁle số ① — hồ sơ ", False), ("Ấn", True), (" ", False), ("Độ", True)]


@pytest.mark.parametrize("query", [
    "", " ", '"', '""', "'", "*", "-", "()", "((", "NEAR", "NEAR(", "a NEAR b", "AND", "OR NOT", "title:x", "{title}:x",
    "^a", "+", "a + b", "a*b", "%", "_", ";--", "\0", "a\0b", "\ud800", "x" * 10_000, "x " * 5_000, '"' * 10_000,
    "!@#$%^&*()", "…–—", "👩‍🏫", "unitso", "place:unitso", "⑴ ½ ① ＂", "\u0301\u0301", "ㅤ", "a_b"])
def test_nothing_a_person_types_is_syntax(store, query):
    fill(store, (PROVINCE, "Một trang", "không có gì"))
    assert found(store, query) == []


@given(query=st.text(max_size=60))
def test_any_text_may_be_asked_for(query, any_store):
    with any_store.read() as conn:
        hits, total = search(conn, query, limit=5, offset=0)
    assert total.count >= len(hits)
    assert hits == [] or read(query).folded


@pytest.fixture(scope="module")
def any_store(tmp_path_factory):
    opened = open_store(url(tmp_path_factory.mktemp("any")))
    with opened.begin() as conn:
        add_tree(conn)
        texts = itertools.islice(itertools.permutations(WORDS, 3), 0, 4000, 40)
        for number, (one, two, three) in enumerate(texts):
            add(conn, EAST, f"p{number}", f"{one} {two}", f"{three} {two}, {one}-{three}", days=number % 9)
    yield opened
    opened.close()


@given(words=st.lists(st.sampled_from([*WORDS, "tr", "hó", "d"]), min_size=1, max_size=4))
def test_reading_few_rows_orders_them_as_the_index_does(any_store, words):
    few = found(any_store, " ".join(words), limit=1000)
    kept, search_module._FEW = search_module._FEW, -1
    try:
        assert found(any_store, " ".join(words), limit=1000) == few
    finally:
        search_module._FEW = kept


@given(title=st.text(max_size=40), body=st.text(max_size=200))
def test_any_text_may_be_put(any_store, title, body):
    with any_store.begin() as conn:
        assert put_object(conn, WEST, "any", "page", title, body, body, "", False)
        assert not put_object(conn, WEST, "any", "page", title, body, body, "", False)
        assert drop_object(conn, WEST, "any")


# What people type is cleaned before it is put: no control characters.
_TYPED = st.characters(max_codepoint=0x24F, exclude_categories=("Cc", "Cf"))
LATIN = _TYPED | st.sampled_from("ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữự .,-/")


@given(title=st.text(LATIN, max_size=40), body=st.text(LATIN, max_size=200))
def test_a_text_is_found_by_each_of_its_words(any_store, title, body):
    with any_store.begin() as conn:
        put_object(conn, WEST, "any", "page", title, "", body, "", False)
        words = [word for word in read(f"{title} {body}").typed if len(word) > 1]
        for word in words[:3]:
            hits, _total = search(conn, word, units=[WEST], limit=5, offset=0)
            assert [hit.uuid for hit in hits] == ["any"]
            assert all(piece for piece, _marked in hits[0].snippet)
        drop_object(conn, WEST, "any")


@pytest.mark.parametrize("published", ["2026-11-21T03:00:00", "21/11/2026", "hôm nay"])
def test_an_instant_without_an_offset_is_refused(store, published):
    with store.begin() as conn, pytest.raises(ValueError):
        put_object(conn, PROVINCE, "p", "page", "A", "", "", published, True)


def test_instants_are_kept_in_one_spelling(store):
    with store.begin() as conn:
        put_object(conn, PROVINCE, "p", "page", "Alpha", "", "", "2026-11-21T10:00:00+07:00", True)
        [hit], _total = search(conn, "alpha", limit=1, offset=0)
    assert hit.published == NOW.isoformat(timespec="microseconds")
