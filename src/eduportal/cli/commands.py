"""The commands that need the portal: check, init, reindex, report, export, import."""

import argparse
import sys
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import plaster
import transaction
import zc.lockfile
import ZODB
from zodburi import resolve_uri

from eduportal import definitions
from eduportal.content.portal import portal_of
from eduportal.content.storages import file_of
from eduportal.domain import coverage
from eduportal.domain.dates import local_day
from eduportal.domain.errors import Refused, RuleError
from eduportal.jobs.feeder import begin_rebuild, rebuild
from eduportal.operations import bundles, founding
from eduportal.operations.coverage import coverage_rows
from eduportal.papers.coverage_sheet import coverage_xlsx
from eduportal.sidestore import open_store


def main(argv=None):
    """Run one command; return the exit code. Mistakes of the caller are told in one line, without a traceback."""
    args = _parser().parse_args(argv)
    try:
        return args.run(args)
    except (RuleError, ValueError, OSError, definitions.DefinitionErrors) as error:
        print(f"eduportal {args.command}: {error}", file=sys.stderr)
        for field, reason in getattr(error, "reasons", {}).items() if isinstance(error, Refused) else ():
            print(f"  {field}: {reason}", file=sys.stderr)
        return 1


def _parser():
    parser = argparse.ArgumentParser(prog="eduportal", description="The portal of a province's education.")
    commands = parser.add_subparsers(dest="command", required=True)

    check = commands.add_parser("check", help="check every declared file and print all mistakes")
    check.add_argument("--profile", action="append", default=[], help="a folder with declarations of your own")
    check.set_defaults(run=run_check)

    init = commands.add_parser("init", help="found a portal in an empty database")
    init.add_argument("ini")
    init.add_argument("--demo", action="store_true", help="the demonstration city with made-up people")
    init.add_argument(
        "--day", type=date.fromisoformat, help="the day the demonstration begins (yyyy-mm-dd); default today"
    )
    init.add_argument("--name", help="the name of the department of a real portal")
    init.add_argument("--code", default="79", help="the code of the province (QĐ 19/2025/QĐ-TTg)")
    init.add_argument("--admin", help="log-in name of the first administrator; the password is read from the terminal")
    init.set_defaults(run=run_init)

    reindex = commands.add_parser("reindex", help="fill the side store anew from the object database")
    reindex.add_argument("ini")
    reindex.add_argument("--province", action="store_true", required=True, help="all units of the province")
    reindex.set_defaults(run=run_reindex)

    report = commands.add_parser("report", help="reports of the department")
    report.add_argument("what", choices=["coverage"])
    report.add_argument("ini", nargs="?", default="development.ini")
    report.add_argument("--at", type=date.fromisoformat, default=None, help="yyyy-mm-dd; default today")
    report.add_argument("--source", choices=["reported", "counted"], default="counted")
    report.add_argument("--format", choices=["text", "csv", "xlsx"], default="text")
    report.add_argument("--out", type=Path, help="the file to write; needed for xlsx")
    report.set_defaults(run=run_report)
    _add_bundles(commands)
    commands.add_parser("assess", add_help=False, help="answer questions about marks and levels (JSON Lines)")
    return parser


def _add_bundles(commands):
    export = commands.add_parser("export", help="write one unit (content, files, grants, versions) into a bundle")
    export.add_argument("code", help="the code of the unit")
    export.add_argument("bundle", help="the file to write, such as truong.zip")
    export.add_argument("ini", nargs="?", default="development.ini")
    export.set_defaults(run=run_export)
    entry = commands.add_parser("import", help="read a unit from a bundle that another installation wrote")
    entry.add_argument("bundle")
    entry.add_argument("--under", required=True, help="the code of the office that it comes under")
    entry.add_argument("--code", default="", help="another code than the one in the bundle")
    entry.add_argument("ini", nargs="?", default="development.ini")
    entry.set_defaults(run=run_import)


def settings_of(ini):
    """Return the settings of the application in an ini file; :raises ValueError: when there is none."""
    if not Path(ini).is_file():
        raise ValueError(f"{ini}: there is no such file; name the ini file of the portal")
    return plaster.get_loader(str(Path(ini).resolve()), protocols=["wsgi"]).get_wsgi_app_settings("main")


def declared_in(settings):
    """Return the definitions of a portal with these settings: the shipped ones and those of its profiles."""
    return definitions.load(tuple(settings.get("eduportal.profiles", "").split()))


@contextmanager
def database(settings, *, read_only=False):
    """Open the object database of the settings. Reading works beside a running server; writing refuses."""
    uri = settings["zodbconn.uri"]
    path = file_of(uri)
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        if read_only:
            if not path.exists():
                raise ValueError(f"{path}: there is no database yet; run: eduportal init")
            uri += ("&" if "?" in uri else "?") + "read_only=1"
    make_storage, options = resolve_uri(uri)
    try:
        db = ZODB.DB(make_storage(), **options)
    except zc.lockfile.LockError as error:
        raise ValueError("the database is in use by a running server; stop it first, then run this again") from error
    try:
        yield db
    finally:
        db.close()


def run_check(args):
    """Print every mistake in the declared files; return 1 when there is one."""
    found = definitions.problems(tuple(args.profile))
    for each in found:
        print(each, file=sys.stderr)
    print(f"{len(found)} mistakes" if found else "All declared files are in order.")
    return 1 if found else 0


def run_init(args):
    """Found a portal: the demonstration city, or an empty department with its first administrator."""
    settings, at = settings_of(args.ini), datetime.now(UTC)
    declared = declared_in(settings)
    if args.demo == bool(args.name):
        raise ValueError("choose one: --demo, or --name with --admin")
    with database(settings) as db:
        if args.demo:
            from eduportal.operations.demo.build import found_city

            found_city(db, declared, args.day or local_day(at), at=at, say=print)
        else:
            _found_department(db, declared, args, at)
        store = open_store(settings["eduportal.sidestore"])
        units, objects = rebuild(db, store, declared)
        store.close()
        db.pack()
    print(f"{units} units, {objects} public objects. Serve it with: pserve {args.ini}")
    return 0


def _found_department(db, declared, args, at):
    from getpass import getpass

    if not args.admin:
        raise ValueError("--admin is missing: the log-in name of the first administrator")
    password = getpass("Password of the first administrator: ")
    manager = transaction.TransactionManager()
    connection = db.open(manager)
    try:
        founding.found_department(
            connection.root(), declared, code=args.code, name=args.name, login=args.admin, password=password, at=at
        )
        manager.commit()
    finally:
        connection.close()


def run_reindex(args):
    """Fill the side store anew. Works beside a running server."""
    settings = settings_of(args.ini)
    declared = declared_in(settings)
    store = open_store(settings["eduportal.sidestore"])
    begin_rebuild(store)
    with database(settings, read_only=True) as db:
        units, objects = rebuild(db, store, declared, say=print, begun=True)
    store.close()
    print(f"{units} units, {objects} public objects.")
    return 0


def run_export(args):
    """Write the bundle of one unit. Works beside a running server."""
    settings = settings_of(args.ini)
    declared = declared_in(settings)
    with database(settings, read_only=True) as db:
        portal = portal_of(db.open(transaction.TransactionManager()).root(), declared)
        manifest = bundles.write_bundle(portal, _unit_called(portal, args.code), args.bundle, at=datetime.now(UTC))
    print(f"{args.bundle}: {manifest['counts']}")
    return 0


def run_import(args):
    """Read a unit from a bundle, all of it or nothing, and tell what was left out."""
    settings = settings_of(args.ini)
    declared = declared_in(settings)
    bundle = bundles.read_bundle(args.bundle)
    with database(settings) as db:
        manager = transaction.TransactionManager()
        portal = portal_of(db.open(manager).root(), declared)
        unit, notes = bundles.import_unit(portal, _unit_called(portal, args.under), bundle, by="", at=datetime.now(UTC),
                                          code=args.code)
        title = unit.title
        manager.commit()
    for note in notes:
        print(f"  {note}")
    print(f"{title}: {len(bundle.nodes)} pages and files. Its people need activation slips.")
    return 0


def _unit_called(portal, code):
    unit = portal.unit(portal.register.codes.get(code, ""))
    if unit is None:
        raise ValueError(f"{code}: there is no unit with this code")
    return unit


def run_report(args):
    """Print the table of portal coverage, as text or as CSV, reported or counted at a day; XLSX goes into a file."""
    if args.format == "xlsx" and args.out is None:
        raise ValueError("name the file to write: --out coverage.xlsx")
    settings = settings_of(args.ini)
    declared = declared_in(settings)
    day = args.at or local_day(datetime.now(UTC))
    with database(settings, read_only=True) as db:
        connection = db.open(transaction.TransactionManager())
        portal = portal_of(connection.root(), declared)
        table = coverage_rows(portal, source=args.source, day=day)
        connection.close()
    if args.format == "xlsx":
        args.out.write_bytes(coverage_xlsx(table.rows, table.total, day=table.day, note=table.note))
        return 0
    text = (coverage.as_csv if args.format == "csv" else coverage.as_text)(table.rows, table.total)
    text += f"{table.note}\n" if args.format == "text" and table.note else ""
    if args.out is not None:
        args.out.write_text(text, encoding="utf-8", newline="")
    else:
        sys.stdout.write(text)
    return 0
