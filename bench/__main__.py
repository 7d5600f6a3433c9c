"""``python -m bench``: run the measurements and print one JSON document; what goes on is told on stderr."""

import argparse
import json
import sys
import tempfile
import warnings
from pathlib import Path

warnings.simplefilter("ignore")

from bench import (  # noqa: E402
    assess,
    bare,
    bulk,
    bundles,
    city,
    contents,
    files,
    home,
    jobs,
    marks,
    pages,
    results,
    searching,
    sharing,
    units,
    units_import,
    writers,
)
from bench.document import document  # noqa: E402
from bench.machine import load_average, machine  # noqa: E402
from bench.stage import FULL, QUICK, Stage  # noqa: E402

#: In this order: what reads comes before what writes, so that all readers find the same tree.
MEASUREMENTS = {
    "page": pages.anonymous, "editor": pages.editor, "lists": pages.lists, "sign_in": pages.signing_in,
    "search_unit": searching.in_unit, "home_blocks": home.measure, "pages_created": writers.one_writer,
    "writers": writers.many_writers, "contents": contents.measure,
    "assess": assess.measure, "mark_books": marks.measure, "results": results.measure,
    "jobs": jobs.measure, "bulk": bulk.measure,
    "grant": units.grant, "sharing": sharing.measure,
    "move": units.move,
    "bundles": bundles.measure,
    "units_import": units_import.measure,
    "search_province": searching.in_province, "pictures": files.pictures, "texts": files.texts,
    "city_made": city.creation, "city_home": city.home, "first_visit": city.first_visit, "same_page": city.same_page,
    "search_city": searching.in_city,
}
#: These need the demonstration city, which has one size only.
OF_THE_CITY = ("city_made", "city_home", "first_visit", "same_page", "search_city")


def main(argv=None):
    """Run what was asked for; return the exit code."""
    args = _parser().parse_args(argv)
    if args.document:
        print(document(json.loads(Path(args.document).read_text("utf-8"))), end="")
        return 0
    names = args.only or [name for name in MEASUREMENTS if not (args.quick and name in OF_THE_CITY)]
    with tempfile.TemporaryDirectory(prefix="eduportal-bench-") as folder:
        found = measure(Path(folder), QUICK if args.quick else FULL, names)
    json.dump({**found, "quick": args.quick}, sys.stdout, ensure_ascii=False, indent=1)
    print()
    return 0


def _parser():
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes, to see that all of it runs")
    parser.add_argument("--only", action="append", choices=list(MEASUREMENTS), help="one measurement; may be repeated")
    parser.add_argument("--document", metavar="JSON", help="print docs/performance.md from an earlier run")
    return parser


def measure(folder, size, names):
    """Return {"machine", "figures", "left_out"} of the measurements called ``names``, after the anchor."""
    told, figures, stage = machine(), [], Stage(folder, size, _say)
    try:
        for name in ("anchor", *names):
            _say(f"{name} ...")
            for each in (bare.measure if name == "anchor" else MEASUREMENTS[name])(stage, size):
                figures.append({"of": name, **each})
                _say(f"  {each['title']}: {each['median']} {each['unit']} ({each['min']} to {each['max']})")
    finally:
        stage.close()
    return {"machine": {**told, "load_average_after": load_average()}, "figures": figures,
            "left_out": [name for name in MEASUREMENTS if name not in names]}


def _say(text):
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
