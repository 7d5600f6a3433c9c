"""The texts for people: merge the Vietnamese fragments, compile the catalogues, and find every text without one.

``python tools/messages.py compile`` writes the .mo files; ``python tools/messages.py check`` changes nothing and lists
what is wrong, one line each, and then fails. The English text is the message id itself. Each slice of the project keeps
its own fragment ``locale/vi/<slice>.po``; ``LC_MESSAGES/<domain>.po`` holds our translation of a library's own texts.
"""

import os
import sys
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import PoFileError, PoFileParser
from message_uses import HERE, OURS, PLACE, all_uses

FROM_LIBRARIES = ("colander", "deform")
#: Written into every compiled catalogue, so that compiling twice gives the same bytes.
STAMP = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Pair:
    """A message id with its translation, and the "file:line" where it is written."""

    msgid: str
    text: str
    place: str


class Pairs(Catalog):
    """A catalogue that remembers every pair in the order it is written, repetitions too."""

    def __init__(self, name):
        super().__init__(locale="vi")
        self.name, self.pairs, self.problems = name, [], []

    def __setitem__(self, msgid, message):
        if msgid == "":
            return
        place = f"{self.name}:{message.lineno}"
        if message.pluralizable or message.context or message.fuzzy:
            self.problems.append(f"{place}: plural, context or fuzzy entries are not used here: {msgid!r}")
        else:
            self.pairs.append(Pair(msgid, message.string, place))


def read_pairs(path, root=HERE):
    """Return (pairs, problems) of one .po file."""
    found = Pairs(path.relative_to(root))
    try:
        with path.open(encoding="utf-8") as lines:
            PoFileParser(found, ignore_obsolete=True, abort_invalid=True).parse(lines)
    except (PoFileError, UnicodeDecodeError) as error:
        found.problems.append(f"{found.name}: cannot be read: {error}")
    return found.pairs, found.problems


def all_pairs(root=HERE):
    """Return ({domain: pairs}, problems): ours merged from the fragments, the libraries' from their own files."""
    folder = root / "src/eduportal/locale/vi"
    files = {OURS: sorted(folder.glob("*.po"))}
    files |= {domain: sorted(folder.glob(f"LC_MESSAGES/{domain}.po")) for domain in FROM_LIBRARIES}
    pairs, problems = {}, []
    for domain, paths in files.items():
        read = [read_pairs(path, root) for path in paths]
        pairs[domain] = [pair for found, _ in read for pair in found]
        problems += [line for _, wrong in read for line in wrong]
    return pairs, problems


def pair_problems(pairs):
    """Return what is wrong with ``pairs`` of one domain by themselves."""
    problems, first = [], {}
    for pair in pairs:
        before = first.setdefault(pair.msgid, pair)
        if before.text != pair.text:
            problems.append(f"{pair.place}: {pair.msgid!r} is translated differently at {before.place}")
        if not pair.text.strip():
            problems.append(f"{pair.place}: {pair.msgid!r} has an empty translation")
        elif set(PLACE.findall(pair.msgid)) != set(PLACE.findall(pair.text)):
            problems.append(f"{pair.place}: the translation of {pair.msgid!r} has other ${{names}}: {pair.text!r}")
        if not unicodedata.is_normalized("NFC", pair.msgid + "\n" + pair.text):
            problems.append(f"{pair.place}: {pair.msgid!r} or its translation is not Unicode NFC")
    return problems


def use_problems(uses, pairs):
    """Return the uses without a translation, each id once, and our translations that nothing uses any more."""
    known = {domain: {pair.msgid for pair in found} for domain, found in pairs.items()}
    missing = {(use.domain, use.msgid): use for use in reversed(uses) if use.msgid not in known.get(use.domain, ())}
    problems = [f"{use.place}: {use.msgid!r} has no translation" for use in reversed(missing.values())]
    used = {use.msgid for use in uses if use.domain == OURS}
    problems += [f"{p.place}: nothing uses {p.msgid!r} any more" for p in pairs[OURS] if p.msgid not in used]
    return problems


def compiled_path(domain, root=HERE):
    return root / "src/eduportal/locale/vi/LC_MESSAGES" / f"{domain}.mo"


def stale(pairs, root=HERE):
    """Return the domains whose committed .mo differs from their .po, in any translation."""
    return [domain for domain, found in pairs.items() if found and texts_in(domain, root) != texts_of(found)]


def texts_of(pairs):
    return {pair.msgid: pair.text for pair in reversed(pairs)}


def texts_in(domain, root=HERE):
    """Return {id: text} of the compiled catalogue of ``domain``, or None when there is none."""
    path = compiled_path(domain, root)
    if not path.exists():
        return None
    with path.open("rb") as file:
        return {message.id: message.string for message in read_mo(file) if message.id}


def compile_all(root=HERE):
    """Write the .mo file of every domain and return a line about each. Raises nothing for a doubtful translation."""
    pairs, problems = all_pairs(root)
    lines = list(problems)
    for domain, found in pairs.items():
        if not found:
            continue
        catalog = Catalog(locale="vi", project=OURS, creation_date=STAMP, revision_date=STAMP, fuzzy=False)
        for msgid, text in sorted(texts_of(found).items()):
            catalog.add(msgid, text)
        path = compiled_path(domain, root)
        path.parent.mkdir(parents=True, exist_ok=True)
        # Whoever reads it meanwhile finds the old one or the new one, never half of it.
        half = path.with_suffix(f".{os.getpid()}.part")
        with half.open("wb") as file:
            write_mo(file, catalog)
        half.replace(path)
        lines.append(f"{path.relative_to(root)}: {len(catalog)} messages")
    return lines


def check(root=HERE):
    """Return every problem of the texts for people, a line each; empty when all is well."""
    uses, problems = all_uses(root)
    pairs, wrong = all_pairs(root)
    problems += wrong
    for found in pairs.values():
        problems += pair_problems(found)
    problems += use_problems(uses, pairs)
    problems += [
        f"{compiled_path(domain, root).relative_to(root)}: out of date; run: make messages"
        for domain in stale(pairs, root)
    ]
    return problems


def main(arguments):
    """Run ``compile`` or ``check`` and return the exit code."""
    if arguments == ["compile"]:
        print("\n".join(compile_all()))
        return 0
    if arguments == ["check"]:
        problems = check()
        print("\n".join(problems) or "messages: every text has its translation")
        return 1 if problems else 0
    print("usage: python tools/messages.py compile|check", file=sys.stderr)
    return 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
