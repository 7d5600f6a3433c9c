"""What holds for every file of the project."""

import configparser
import re
import subprocess
import unicodedata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = (".py", ".pt", ".js")
TEXT = (*OURS, ".cfg", ".conf", ".css", ".csv", ".ini", ".json", ".lock", ".md", ".po", ".service", ".toml", ".yaml")


def files():
    """Return the paths of all files that git tracks or would track, relative to the project."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    return [Path(name) for name in sorted(set(names)) if name and (ROOT / name).is_file()]


FILES = files()
WRITTEN_HERE = [path for path in FILES if path.suffix in TEXT and "vendor" not in path.parts]


def test_no_script_or_template_is_longer_than_300_lines():
    lengths = {path: len((ROOT / path).read_text("utf-8").splitlines()) for path in WRITTEN_HERE if path.suffix in OURS}
    assert len(lengths) > 20
    assert {str(path): length for path, length in lengths.items() if length > 300} == {}


def test_no_file_is_named_utils():
    assert [str(path) for path in FILES if path.stem in ("utils", "util", "helpers", "misc")] == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("docs/adr/[0-9]*.md")), ids=lambda path: path.name)
def test_a_decision_fits_on_one_page_and_says_what_was_decided(path):
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 60
    assert re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", path.name)
    assert text.startswith(f"# {int(path.name[:4])}. ")
    assert "\n## Decision\n" in text


def test_decisions_are_numbered_without_gaps():
    numbers = sorted(int(path.name[:4]) for path in ROOT.glob("docs/adr/[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 7


def test_the_licence_is_apache_2():
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert "Apache License\n" in text
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_names_exact_versions_and_no_place(name):
    lines = [line for line in (ROOT / name).read_text("utf-8").splitlines() if line and not line.startswith("#")]
    exact = re.compile(r'[\w.-]+==[\w.]+(; python_version [<>=]+ "3\.\d+")?')
    assert len(lines) > 20
    assert [line for line in lines if not exact.fullmatch(line)] == []


def test_the_locks_share_no_package():
    def names(lock):
        lines = (ROOT / lock).read_text("utf-8").splitlines()
        return {re.sub(r"[-_.]+", "-", line.split("==")[0]).lower() for line in lines if "==" in line}

    assert names("requirements.lock") & names("requirements-dev.lock") == set()


def test_every_required_package_is_locked():
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg", "utf-8")
    locked = ((ROOT / "requirements.lock").read_text() + (ROOT / "requirements-dev.lock").read_text()).lower()
    locked = {re.sub(r"[-_.]+", "-", line.split("==")[0]) for line in locked.splitlines()}
    wanted = settings["options"]["install_requires"] + settings["options.extras_require"]["dev"]
    wanted = [re.match(r"[\w.-]+", line)[0] for line in wanted.splitlines() if line and not line.startswith("#")]
    assert [name for name in wanted if re.sub(r"[-_.]+", "-", name).lower() not in locked] == []


def test_no_file_knows_where_it_was_written():
    """Neither the folder of this checkout nor the home of who builds it stands in a file, nor a place of packages."""
    places, stores = (f"{ROOT}/", f"{Path.home()}/"), ("registry.", "/simple/", "://", "file:")
    found = []
    for path in WRITTEN_HERE:
        text = (ROOT / path).read_text("utf-8")
        found += [f"{path}: {place}" for place in places if place in text]
        if path.suffix == ".lock":
            found += [f"{path}: {place}" for place in stores if place in text]
    assert found == []


def test_no_secret_stands_in_a_settings_file():
    secret = re.compile(r"(secret|password|passwd|token)\s*=\s*\S+", re.IGNORECASE)
    address = re.compile(r"://[^/\s:@]+:[^@\s/]+@")
    settings = [path for path in FILES if path.suffix in (".ini", ".conf", ".service")]
    assert Path("development.ini") in settings
    for path in settings:
        text = (ROOT / path).read_text("utf-8")
        assert secret.search(text) is None, path
        assert address.search(text) is None, path


def test_text_is_utf_8_in_composed_form_with_plain_line_ends():
    wrong = []
    for path in WRITTEN_HERE:
        data = (ROOT / path).read_bytes()
        ends_plainly = b"\r" not in data or path.suffix == ".csv"  # CSV files have the ends that Excel writes.
        if not ends_plainly or not unicodedata.is_normalized("NFC", data.decode("utf-8")):
            wrong.append(str(path))
    assert wrong == []


def test_both_read_mes_name_the_same_people_and_commands():
    english, vietnamese = ((ROOT / name).read_text("utf-8") for name in ("README.md", "README.vi.md"))
    for word in re.findall(r"`([^`]+)`", english):
        if word.startswith(("make ", "git ")) or re.fullmatch(r"[a-z]+(\.[a-z]+)?", word):
            assert f"`{word}`" in vietnamese, word
    for person in ("quantri", "hieutruong", "giaovien", "bientap", "giaovu", "quantri.so", "truongphong"):
        assert f"`{person}`" in english
