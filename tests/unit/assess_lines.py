"""Asking as ``eduportal assess`` is asked: lines of bytes in, answers out."""

import json
import subprocess
import sys

from eduportal.cli.assess import answers

MARKED = ("Toán", "Ngữ văn", "Tiếng Anh", "Vật lí", "Hóa học", "Sinh học", "Lịch sử", "Địa lí", "GDCD", "Công nghệ",
          "Tin học")
COMMENTED = ("Thể dục", "Âm nhạc", "Mỹ thuật")
CORE = {"tt58": ["Toán", "Ngữ văn"], "tt26": ["Toán", "Ngữ văn", "Tiếng Anh"]}
SHORT = {"Văn": "Ngữ văn", "Anh": "Tiếng Anh", "Lí": "Vật lí", "Hóa": "Hóa học", "Sử": "Lịch sử", "Địa": "Địa lí",
         "Công": "Công nghệ"}


def told(*lines):
    """Return the answers in English to lines (text or bytes), each of which must be one line of JSON."""
    found = list(answers([line.encode() if isinstance(line, str) else line for line in lines], str))
    assert len(found) == len(lines)
    assert all(line.endswith(b"\n") and line.count(b"\n") == 1 for line in found)
    return [json.loads(line.decode("utf-8")) for line in found]


def ask(asked, **question):
    """Return the answer to one question."""
    return told(json.dumps({"ask": asked, **question}, ensure_ascii=False))[0]


def refused(asked, **question):
    """Return (field, text) of the refusal of a question, which answers nothing else and names its field."""
    found = ask(asked, **question)
    assert found.keys() == {"error", "field"}, found
    assert found["error"].startswith(found["field"] + ": ")
    return found["field"], found["error"]


def student(usual, changes="", not_achieved=(), rules="tt58"):
    """Return the fields of a question "classify": everywhere ``usual`` but for ``changes`` ("Anh 4,9; Lí 9")."""
    marks = dict.fromkeys(MARKED, usual)
    for change in filter(None, changes.split("; ")):
        subject, mark = change.split()
        marks[SHORT.get(subject, subject)] = mark
    assert set(marks) == set(MARKED)
    comments = {each: "CĐ" if each in not_achieved else "Đ" for each in COMMENTED}
    return {"rules": rules, "marks": marks, "comments": comments, **({"core": CORE[rules]} if rules in CORE else {})}


def run(data, *arguments):
    """Return the finished command, which got ``data`` (bytes) on standard input."""
    return subprocess.run([sys.executable, "-m", "eduportal.cli", "assess", *arguments], input=data,
                          capture_output=True, timeout=120, check=False)
