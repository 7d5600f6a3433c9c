"""What ``eduportal assess`` costs: a hundred thousand lines through the command, start and translation included."""

import json
import resource
import subprocess
import sys

from bench.figures import figure

_LINES, _QUICK_LINES, _GOAL = 100_000, 2_000, 20
_SUBJECTS = ("Toán", "Ngữ văn", "Tiếng Anh", "Vật lí", "Hóa học", "Sinh học", "Lịch sử", "Địa lí", "Công nghệ",
             "Tin học", "GDCD")
_RULES = ("tt58", "tt26", "tt22")


def measure(bench, size):
    """Yield the seconds of CPU of all kinds of question in turns, and of the dearest kind alone."""
    lines = _LINES if size.pages > 100 else _QUICK_LINES
    yield _figure("assess_lines", "eduportal assess: questions of all kinds", _mixed, lines, size.runs)
    yield _figure("assess_classify", "eduportal assess: a learning result of 14 subjects in every line", _classify,
                  lines, size.runs)


def _figure(name, title, question, lines, runs):
    text = "".join(json.dumps(question(number), ensure_ascii=False) + "\n" for number in range(lines)).encode()
    spent = [_run(text, lines) for _run_number in range(min(runs, 3))]
    return figure(name, f"{title}, {lines:,} lines", "s CPU", spent, goal=_GOAL)


def _run(text, lines):
    before = _children()
    done = subprocess.run([sys.executable, "-m", "eduportal.cli", "assess"], input=text, stdout=subprocess.PIPE,
                          check=True)
    answers = done.stdout.splitlines()
    if len(answers) != lines or any(b'"error"' in answer for answer in answers[:100]):
        raise RuntimeError("The command did not answer every line.")
    return _children() - before


def _children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _mark(number):
    tenths = 19 + number * 7 % 82
    return f"{tenths // 10},{tenths % 10}"


def _classify(number):
    return {"ask": "classify", "rules": _RULES[number % 3], "core": ["Toán", "Ngữ văn"], "specialised": None,
            "marks": {subject: _mark(number * 13 + place * 5) for place, subject in enumerate(_SUBJECTS)},
            "comments": {"Thể dục": "Đ", "Âm nhạc": "CĐ" if number % 9 == 0 else "Đ", "Mĩ thuật": "Đ"}}


def _mixed(number):
    marks = [_mark(number + place) for place in range(6)]
    return (
        {"ask": "subject_term", "rules": "tt22", "tx": marks[:4], "gk": marks[4], "ck": marks[5]},
        {"ask": "subject_term", "rules": "tt58", "tx": marks[:3], "dk": marks[3:5], "ck": marks[5]},
        {"ask": "subject_term", "rules": "tt26", "comments": ["Đ", "CĐ", "Đ"], "ck": "Đ"},
        {"ask": "subject_year", "rules": "tt22", "term1": marks[0], "term2": marks[1]},
        _classify(number),
        {"ask": "year_end", "rules": "tt58", "conduct": "Khá", "level": "Giỏi", "absences": number % 50},
        {"ask": "year_end", "rules": "tt22", "training": "Tốt", "learning": "Khá", "absences": 3, "subjects_from_9": 2},
        {"ask": "ruleset", "level": "THCS", "grade": 6 + number % 4, "year": 2018 + number % 9},
    )[number % 8]
