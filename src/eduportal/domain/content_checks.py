"""What a page should have before it is handed in: texts for pictures, headings in order, links that lead somewhere.

R7-24 asks for pages that people with disabilities can use (TT 26/2020/TT-BTTTT); the numbers are those of WCAG 2.2.
"""

from dataclasses import dataclass
from html.parser import HTMLParser

from eduportal.domain.messages import _

_EMPTY_LINKS = frozenset(("tại đây", "ở đây", "xem", "xem thêm", "link", "đây", "click", "bấm vào đây", "nhấn vào đây"))


@dataclass(frozen=True)
class Finding:
    """One thing that needs a look. ``rule`` names the check; ``message`` says what and how to mend it."""

    rule: str
    message: object


def check_html(source):
    """Return the :class:`Finding`\\ s of the text of a page (cleaned HTML)."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    return [*reader.findings, *_headings(reader.headings)]


def _headings(found):
    """The title of the page is its heading of level 1; each further level goes one step deeper at most (WCAG 1.3.1)."""
    findings, before = [], 1
    for level, text in found:
        if not text:
            findings.append(Finding("heading", _("There is an empty heading. Write it, or delete it.")))
        elif level > before + 1:
            findings.append(Finding("heading", _(
                "The heading “${text}” is of level ${level}, but the one before it is of level ${before}. Levels are "
                "not left out: choose level ${wanted}.", text=text[:80], level=level, before=before,
                wanted=before + 1)))
        before = level
    return findings


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.findings, self.headings = [], []
        self._heading = self._link = None

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "img":
            self._picture(attributes)
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._heading = [int(tag[1]), ""]
        elif tag == "a" and attributes.get("href"):
            self._link = ["", False]
        elif tag == "a":
            self.findings.append(Finding("link", _("There is a link that leads nowhere any more. Link it anew.")))

    def _picture(self, attributes):
        # An empty text says that the picture is decoration; one that is missing says nothing (WCAG 1.1.1, R7-24).
        if self._link is not None:
            self._link[1] = bool(attributes.get("alt", "").strip())
        if "src" not in attributes:
            self.findings.append(Finding("picture", _("There is a picture that is not there any more. Take it out, or "
                                                      "choose it anew.")))
        elif not attributes.get("alt", "").strip():
            self.findings.append(Finding("picture", _("A picture has no alternative text. Say in a sentence what it "
                                                      "shows, for people who cannot see it.")))

    def handle_data(self, data):
        if self._heading is not None:
            self._heading[1] += data
        if self._link is not None:
            self._link[0] += data

    def handle_endtag(self, tag):
        if self._heading is not None and tag == f"h{self._heading[0]}":
            self.headings.append((self._heading[0], " ".join(self._heading[1].split())))
            self._heading = None
        elif tag == "a" and self._link is not None:
            text, has_picture = " ".join(self._link[0].split()), self._link[1]
            self._link = None
            if not text and not has_picture:
                self.findings.append(Finding("link", _("There is a link without words. Write where it leads.")))
            elif text.lower().strip(" .…:") in _EMPTY_LINKS:
                self.findings.append(Finding("link", _(
                    "The link “${text}” does not say where it leads. Write the name of what opens.", text=text[:60])))
