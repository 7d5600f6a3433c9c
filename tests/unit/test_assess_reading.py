"""Reading lines: what is no question is answered with where it stands, and the next line is answered too."""

import json

import pytest

from .assess_lines import ask, run, told

GOOD = {"ask": "ruleset", "level": "THCS", "grade": 9, "year": 2022}

LINES = [
    (b"", "line"), (b"   ", "line"), (b"{", "line"), (b"nothing", "line"), (b"\xff\xfe{}", "line"), (b"{}{}", "line"),
    (b"[]", "ask"), (b"null", "ask"), (b"12", "ask"), (b'"ask"', "ask"), (b"{}", "ask"), (b"NaN", "ask"),
    (b'{"ask":"switches","ask":"ruleset"}', "ask"), (b'{"ask":"ruleset","x":{"a":1,"a":1}}', "a"),
    (b'{"ask":"switches", "\xed\xa0\x80":1}', "line"), (b'{"ask":"switches","\\ud800":1}', "\ud800"),
    (b"\xef\xbb\xbf", "line"), (b'{"ask":"switches","' + b"x" * 90 + b'":1}', "x" * 40),
    (b'{"ask":"switches","note":"' + b"x" * 2_000_000 + b'"}', "line"), (b"\x00", "line"),
    (b'{"ask":"switches","id":' + b"[" * 600 + b"]" * 600 + b"}", "line"), (b"[" * 10_000 + b"]" * 10_000, "line"),
    (b"{" + b",".join(b'"%x":1' % each for each in range(90_000)) + b',"last":1,"last":2}', "last"),
    (b'{"ask":"' + "\u0301\u0323".encode() * 100_000 + b'"}', "ask"), (b'{"ask":"classify","rules":"' +
                                                                  "\u0301\u0323".encode() * 100_000 + b'"}', "rules"),
]


@pytest.mark.parametrize(("line", "field"), LINES, ids=range(len(LINES)))
def test_a_bad_line_is_answered_and_the_next_one_too(line, field):
    good = json.dumps(GOOD).encode() + b"\r\n"
    first, found, last = told(good, line + b"\n", good)
    assert first["rules"] == last["rules"] == "tt26"
    assert (found.keys(), found["field"]) == ({"error", "field"}, field)


def test_a_line_that_cannot_be_read_says_where():
    assert [each["error"] for each in told(b"", b" \t\r\n", b'{"ask": }\r\n', b'{"ask": "\xff"}', b"{} {}")] == [
        'line: The line is empty. Expected an object such as {"ask": "ruleset", ...}.'] * 2 + [
        'line: The line is not JSON: character 9 is not expected there. Expected an object such as {"ask": "ruleset", '
        '...}.', "line: The line is not UTF-8: byte 10 cannot be read.",
        'line: The line is not JSON: character 4 is not expected there. Expected an object such as {"ask": "ruleset", '
        '...}.']


def test_a_line_of_ten_megabytes_is_one_answer():
    good = json.dumps(GOOD).encode()
    done = run(b'{"ask":"' + b"x" * 10_000_000 + b'"}\n' + good + b"\n" + b"y" * 10_000_000)
    found = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert (done.returncode, done.stderr, [each.get("field") for each in found]) == (0, b"", ["line", None, "line"])


def test_numbers_are_read_by_their_text():
    found = told('{"ask":"subject_term","rules":"tt58","tx":[8,7.5],"dk":[7.0,"8.0"],"ck":8}',
                 '{"ask":"subject_year","rules":"tt22","term1":7.9,"term2":8.5}')
    assert [each["average"] for each in found] == ["7.7", "8.3"]
    for text in ("7.50", "-0", "-0.0", "8e0", "10.1", "1E1", "11", "0.05", "9007199254740993"):
        line = '{"ask":"subject_term","rules":"tt22","tx":[8],"gk":' + text + ',"ck":8}'
        assert (told(line)[0].keys(), told(line)[0]["field"]) == ({"error", "field"}, "gk")


def test_under_tt22_core_and_specialised_count_for_nothing():
    question = {"rules": "tt22", "marks": {**dict.fromkeys("abcdef", "8"), "Toán": "6,5"}, "comments": {"Nhạc": "Đ"}}
    plain = ask("classify", **question)
    assert plain["level"] == "Tốt"
    for more in ({"core": []}, {"core": None}, {"core": ["Toán", "a"]}, {"core": ["Toán"], "specialised": "Toán"}):
        assert ask("classify", **question, **more) == plain


def test_a_byte_order_mark_and_a_carriage_return_are_read_over():
    assert told(b"\xef\xbb\xbf" + json.dumps(GOOD).encode() + b"\r\n")[0]["rules"] == "tt26"


def test_bad_lines_stop_no_command():
    good = json.dumps(GOOD).encode()
    done = run(b"".join(line + b"\n" + good + b"\r\n" for line, _field in LINES) + good)
    found = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert (done.returncode, done.stderr, len(found)) == (0, b"", 2 * len(LINES) + 1)
    assert all(each.get("rules") == "tt26" for each in [*found[1::2], found[-1]])
    assert [each["field"] for each in found[:-1:2]] == [field for _line, field in LINES]
