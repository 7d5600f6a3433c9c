"""Every text of the domain has its Vietnamese, and the words that stand in the code are those of the catalogue."""

import ast
import re
import unicodedata
from pathlib import Path

from eduportal.domain import coverage
from eduportal.domain.messages import Message

SOURCES = Path(__file__).resolve().parents[2] / "src/eduportal"


def translated(path):
    return {ast.literal_eval(msgid): ast.literal_eval(text) for msgid, text in re.findall(
        r'^msgid (".*")\nmsgstr (".*")$', path.read_text("utf-8"), re.MULTILINE)}


TRANSLATED = translated(SOURCES / "locale/vi/domain.po")


def message_ids():
    for path in sorted((SOURCES / "domain").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
                yield node.args[0].value


def test_every_message_of_the_domain_is_translated_and_its_catalogue_holds_no_other():
    everywhere = set().union(*(translated(path) for path in (SOURCES / "locale/vi").glob("*.po")))
    assert set(message_ids()) <= everywhere
    assert set(TRANSLATED) <= set(message_ids())


def test_translations_keep_the_names_and_are_composed():
    for msgid, text in TRANSLATED.items():
        assert set(re.findall(r"\$\{\w+\}", msgid)) == set(re.findall(r"\$\{\w+\}", text)), msgid
        assert text.strip(), msgid
        assert unicodedata.is_normalized("NFC", text), msgid


def test_the_footnotes_of_the_coverage_table_use_the_words_of_the_catalogue():
    row = coverage.Row("Quận X", "Q.X", coverage.Cell(11, 10, 50), coverage.Cell(3, 6), coverage.Cell(2, 5),
                       coverage.Cell(0, 0))
    text = coverage.as_text([row], row)
    assert {flag.msgid for flag in coverage.flags(row)} == {msgid for msgid in TRANSLATED if msgid in coverage.NOTES}
    for flag in coverage.flags(row):
        assert f"Quận X: {Message(TRANSLATED[flag.msgid], **flag.values)}\n" in text
