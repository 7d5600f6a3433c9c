"""One unit out of an installation and into another: what comes over, what is refused, and nothing half done."""

import io
import json
import zipfile
from hashlib import sha256

import pytest
import transaction
import ZODB
from PIL import Image
from ZODB.FileStorage import FileStorage

from eduportal.domain.errors import RuleError
from eduportal.operations import pages
from eduportal.operations.accounts import create_account
from eduportal.operations.bundles import import_unit, read_bundle, reading, write_bundle
from eduportal.operations.units import add_unit
from tests import factories

NOW = factories.NOW


@pytest.fixture
def source(connection, declared):
    """A city whose school has news with a picture, two versions, a hidden folder and people."""
    portal = factories.small_city(connection.root(), declared)
    factories.people(portal)
    school = portal.root["quan-1"]["thcs-mot"]
    news = school["tin-tuc"]
    item = factories.page(portal, news, "Khai giảng", type_name="news_item", published=True)
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "PNG")
    by = portal.accounts.by_login("bientap").uuid
    picture = pages.add_page(portal, item, "image", {"title": "Sân trường", "alt": "Sân trường", "file": {
        "name": "sân.png", "data": out.getvalue()}}, by=by, at=NOW)
    pages.edit_page(portal, item, {"title": "Khai giảng năm học", "lead_image": picture.uuid,
                                   "body": f'<p>Xem <a href="resolveuid/{news.uuid}">tin khác</a></p>'},
                    seen=item.revision, by=by, at=NOW)
    pages.change_state(portal, item, "submit", by=by, at=NOW)
    pages.change_state(portal, item, "approve", by=by, at=NOW)
    hidden = pages.add_page(portal, news, "folder", {"title": "Ẩn"}, by=by, at=NOW)
    pages.change_state(portal, hidden, "hide", by=by, at=NOW)
    connection.transaction_manager.commit()
    return portal


@pytest.fixture
def target(tmp_path, declared):
    """Another installation: a department with a ward office."""
    (tmp_path / "other").mkdir()
    db = ZODB.DB(FileStorage(str(tmp_path / "other" / "Data.fs"), blob_dir=str(tmp_path / "other" / "blobs")))
    manager = transaction.TransactionManager()
    connection = db.open(manager)
    portal = factories.small_city(connection.root(), declared)
    office = add_unit(portal, portal.root, code="80-P9", kind="ward_office", by="", at=NOW,
                      values=factories.unit_values("UBND phường Chín"), name="phuong-9")
    manager.commit()
    yield portal, office, manager
    manager.abort()
    connection.close()
    db.close()


def school(portal):
    return portal.root["quan-1"]["thcs-mot"]


def bundle_of(source, tmp_path):
    path = tmp_path / "truong.zip"
    write_bundle(source, school(source), path, at=NOW)
    return path


def imported(path, target, **options):
    portal, office, _manager = target
    return import_unit(portal, office, read_bundle(path), by="", at=NOW, **options)


def changed(path, name, change):
    """Rewrite one text of a bundle by ``change(data)`` with a manifest that agrees, as somebody hostile would."""
    with zipfile.ZipFile(path) as old:
        entries = {each: old.read(each) for each in old.namelist()}
    entries[name] = change(entries[name])
    manifest = json.loads(entries["manifest.json"])
    if name in manifest.get("sha256", ()):
        manifest["sha256"][name] = sha256(entries[name]).hexdigest()
        entries["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(path, "w") as new:
        for each, data in entries.items():
            new.writestr(each, data)
    return path


def test_a_school_comes_over_with_its_pages_files_versions_and_identities(source, target, tmp_path):
    unit, notes = imported(bundle_of(source, tmp_path), target, code="80-MOT")
    old = school(source)
    item = unit["tin-tuc"]["khai-giang"]
    assert (unit.uuid, unit.code, unit.state) == (old.uuid, "80-MOT", "open")
    assert item.uuid == old["tin-tuc"]["khai-giang"].uuid
    assert (item.title, item.state, len(item.versions)) == ("Khai giảng năm học", "published", 2)
    assert item.live is item.versions[2]
    assert item.versions[1].fields["title"] == "Khai giảng"
    picture = unit.find(item.fields["lead_image"])
    with picture.fields["file"]["blob"].open("r") as data, Image.open(data) as drawn:
        assert (drawn.size, drawn.convert("RGB").getpixel((0, 0))) == ((40, 30), (255, 0, 0))
    assert picture.live.fields["file"]["blob"] is picture.fields["file"]["blob"]
    assert unit["tin-tuc"]["an"].state == "hidden"
    # Years with their classes and marks are records, no content: they stay.
    assert [card.title for _oid, card in unit.index.children(unit.uuid)] == [
        card.title for _oid, card in old.index.children(old.uuid) if card.type != "school_year"]
    assert unit.index.card_of(item.uuid).public
    assert notes == []


def test_people_come_without_a_password_and_with_their_roles(source, target, tmp_path):
    unit, _notes = imported(bundle_of(source, tmp_path), target, code="80-MOT")
    portal = target[0]
    account = portal.accounts.by_login("bientap")
    assert account.uuid == source.accounts.by_login("bientap").uuid
    assert account.password_hash == ""
    assert [grant.role for grant in unit.grants.of(account.uuid)] == ["editor"]
    assert all("$argon2" not in text for text in _texts(tmp_path / "truong.zip"))


def _texts(path):
    with zipfile.ZipFile(path) as bundle:
        return [bundle.read(name).decode() for name in bundle.namelist() if not name.startswith("blobs/")]


def test_a_log_in_name_that_is_taken_gets_a_number_and_its_owner_keeps_it(source, target, tmp_path):
    portal = target[0]
    other = create_account(portal, "bientap", "Người Khác", None, at=NOW, password_hash="")
    unit, notes = imported(bundle_of(source, tmp_path), target, code="80-MOT")
    assert portal.accounts.by_login("bientap") is other
    assert not list(unit.grants.of(other.uuid))
    assert portal.accounts.by_login("bientap-2").home_on(NOW.date()) == unit.uuid
    assert any("bientap-2" in str(note) for note in notes)


def test_what_is_here_already_is_refused_and_nothing_is_written(source, target, tmp_path):
    path = bundle_of(source, tmp_path)
    portal, _office, manager = target
    imported(path, target, code="80-MOT")
    manager.commit()
    before = len(portal.register.records)
    with pytest.raises(RuleError, match="already"):
        imported(path, target, code="80-HAI")
    assert len(portal.register.records) == before


@pytest.mark.parametrize(("name", "change"), [
    ("nodes.jsonl", lambda data: data.replace(b'"news_item"', b'"no_such_type"')),
    ("nodes.jsonl", lambda data: data.replace(b'"title": "Khai gi', b'"title": "", "x": "Khai gi')),
    ("nodes.jsonl", lambda data: data + b"\n" + data.splitlines()[0]),
    ("nodes.jsonl", lambda data: b"[1]\n"),
    ("nodes.jsonl", lambda data: b"[" * 200_000),
    ("unit.json", lambda data: data.replace(b'"uuid": "', b'"uuid": "../../')),
    ("unit.json", lambda data: b"null"),
    ("grants.json", lambda data: b'{"grants": 1, "groups": []}'),
    ("people.json", lambda data: b'["x"]'),
    ("manifest.json", lambda data: b'{"format": 99}'),
    ("manifest.json", lambda data: data.replace(b'"blobs": [', b'"blobs": [5, ')),
])
def test_a_damaged_or_hostile_bundle_is_refused(source, target, tmp_path, name, change):
    path = changed(bundle_of(source, tmp_path), name, change)
    manager = target[2]
    with pytest.raises(RuleError):
        imported(path, target, code="80-MOT")
    manager.abort()
    assert "80-MOT" not in target[0].register.codes


def test_scripts_in_a_bundle_are_cleaned_away(source, target, tmp_path):
    evil = '<p onclick=\\"x()\\">Hay<script>alert(1)</script><a href=\\"javascript:x()\\">a</a></p>'
    path = changed(bundle_of(source, tmp_path), "nodes.jsonl",
                   lambda data: data.decode().replace('<p>Xem', f"{evil}<p>Xem").encode())
    unit, _notes = imported(path, target, code="80-MOT")
    body = unit["tin-tuc"]["khai-giang"].live.fields["body"]
    assert "Hay" in body
    assert not any(word in body for word in ("script", "onclick", "javascript"))


def test_a_file_that_was_changed_or_is_no_zip_is_refused(source, target, tmp_path):
    path = bundle_of(source, tmp_path)
    with zipfile.ZipFile(path) as old:
        blob = next(name for name in old.namelist() if name.startswith("blobs/"))
    changed(path, blob, lambda data: data + b"x")
    with pytest.raises(RuleError, match="changed"):
        imported(path, target, code="80-MOT")
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(RuleError, match="opened"):
        read_bundle(tmp_path / "x.zip")


def test_an_entry_that_unpacks_to_too_much_is_not_unpacked(source, tmp_path, monkeypatch):
    path = changed(bundle_of(source, tmp_path), "nodes.jsonl", lambda data: data + b"\n" * 3_000_000)
    monkeypatch.setattr(reading, "LARGEST_TEXT", 1_000_000)
    with pytest.raises(RuleError, match="too large"):
        read_bundle(path)
