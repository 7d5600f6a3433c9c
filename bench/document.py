"""docs/performance.md, written from the JSON of a run."""

#: Heading of each measurement.
TITLES = {
    "anchor": "Anchor", "page": "Pages for the public", "editor": "Pages for an editor", "lists": "Lists of 500",
    "contents": "Contents of 10,000 things",
    "home_blocks": "Home of twelve blocks", "assess": "Assessment on the command line", "results": "Tables of results",
    "jobs": "Work in the background", "bulk": "Many things at once", "sharing": "A role above 300,000 objects",
    "bundles": "A school as a bundle", "units_import": "Registry and import of units", "pictures": "Pictures",
    "texts": "Texts of files",
    "sign_in": "Signing in", "search_unit": "Search in a unit", "search_province": "Search in the province",
    "search_city": "Search in the demonstration city", "pages_created": "Creating pages one by one",
    "writers": "Many writers", "mark_books": "Mark books", "grant": "Giving a role", "move": "Moving a school",
    "city_made": "Making the demonstration city", "city_home": "Home of the Sở",
    "same_page": "Does the size of the city slow a page down?", "first_visit": "First visit",
}

_HEAD = """# Performance

This page is written by `python -m bench --document bench.json`; do not edit it by hand. To measure again (about
half an hour on a machine that does nothing else):

    make bench > bench.json
    .venv/bin/python -m bench --document bench.json > docs/performance.md

`make bench ARGS="--only page --only editor"` measures some, `ARGS=--quick` only tries that everything runs.

## Where and when

"""

_READING = """
## How it is measured

- The real application (`eduportal.app.main`) over a FileStorage, blobs and a side store in a temporary folder, called
  through WSGI in one process. No network, no server, nothing outside of this machine.
- "ms CPU" is `time.process_time()` around the call, all threads of the process counted: it does not grow while other
  processes have the processor, but it does grow (up to twice) when they share its caches. Rates and "on the wall" do
  depend on the load. Read them together with the load average above.
- A figure is the median of several runs, with the smallest and the largest. Each run is the mean of many calls after a
  first one that is not counted. What is compared in a ratio is measured in turns, run by run.
- "Uncached" means that the page cache is emptied before each call; templates, translations and the object caches of
  ZODB are warm. The client sends no `Accept-Encoding`.
- The tree: one school with 2,000 published pages of 300 words, 500 of them in one folder, in a small city with people.
  The side store of 300,000 rows has older made-up rows beside the real ones, so that what is shown is really loaded.
- The anchor is a page of plain Pyramid with one Chameleon template and no database. The column "× anchor" lets figures
  of two machines be compared.

## Figures
"""

_COSTS = """
## What costs

- A page that is not cached is one third template and two thirds everything around it: traversal, opening the ZODB
  connection, menu and breadcrumbs from the unit's index, gzip and the hash for the cache.
- A page from the cache still begins a transaction and compares the stamps of the units above it with the database; that
  is why it is right in every process, and why it costs more than a dictionary look-up.
- A person who is signed in adds one reading of the side store (session and waiting messages together) and one decision
  for each tab of the toolbar.
- The search in a unit spends about a third on the index and on who may find what, a third on the texts of the twenty
  hits that are shown, to find the piece that shows why each was found, and a third on the page around them.
- The home of an office asks the side store for its board and its sums; building the SQL takes as long as running it.
  From the cache it costs one reading of the side store more than another page, for the version of the board.
- A new page writes itself, its card, its places in the trees of names and of order, who may find it, and its words; the
  table has the number of records. Words of new pages wait with their page, and 64 pages at a time are sorted into the
  index of words: sorted in at once, a page wrote 125 records in a school of 300 pages. The feeder, counted too, takes
  together what is saved within 50 ms.
- Eight people who save in one school without a moment of thought meet in the trees of that school. Who met somebody
  takes turns with the others of the school who did; "by chance alone" shows what it would be without that. In eight
  schools they never meet.
- A role or a moved school writes the same few objects however much stands below: rights are computed, paths are
  relative to the unit. The ratio and the count of index records above are there to notice when that ends.
"""


def document(found):
    """Return the page in Markdown; ``found`` is the JSON document of a run."""
    anchor = next(each["median"] for each in found["figures"] if each["of"] == "anchor")
    parts = [_HEAD, _machine(found), _READING]
    for group in dict.fromkeys(each["of"] for each in found["figures"]):
        rows = [each for each in found["figures"] if each["of"] == group]
        parts.append(f"\n### {TITLES[group]}\n\n{_table(rows, anchor)}")
    parts += [_missed(found), _COSTS]
    return "".join(parts)


def _machine(found):
    told = found["machine"]
    before, after = told["load_average_before"], told["load_average_after"]
    versions = ", ".join(f"{name} {version}" for name, version in told["versions"].items())
    lines = [f"- {told['at']}, {told['implementation']} {told['python']}, {told['system']}",
             f"- {told['processor']}, {told['cores']} cores, {told['memory_mb']:,} MB of memory", f"- {versions}",
             f"- Load average before {_numbers(before)}, after {_numbers(after)} (1, 5, 15 minutes). {_loaded(told)}"]
    if found["quick"]:
        lines.append("- **A quick run with small sizes: these figures say nothing.**")
    if found["left_out"]:
        lines.append(f"- Not measured in this run: {', '.join(found['left_out'])}.")
    return "\n".join(lines) + "\n"


def _loaded(told):
    # This program itself is a load of one when it ends.
    if told["load_average_before"][0] > told["cores"] / 2 or told["load_average_after"][0] > told["cores"] / 2 + 1:
        return "**Other processes were at work: all figures were taken under load and are worse than they need be.**"
    return "The machine was quiet."


def _numbers(values):
    return ", ".join(f"{value:g}" for value in values)


def _table(rows, anchor):
    lines = ["| What | Median | Smallest | Largest | Runs | Unit | Goal | × anchor |",
             "|---|--:|--:|--:|--:|---|---|--:|"]
    for each in rows:
        times = f"{each['median'] / anchor:.1f}" if each["unit"] == "ms CPU" else ""
        note = f" ({each['note']})" if "note" in each else ""
        cells = (each["title"] + note, _number(each["median"]), _number(each["min"]), _number(each["max"]),
                 str(each["runs"]), each["unit"], _goal(each), times)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _number(value):
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def _goal(each):
    if "goal" not in each:
        return ""
    sign = "≥" if each["at_least"] else "≤"
    return f"{sign} {each['goal']:g} {'kept' if each['kept'] else '**missed**'}"


def _missed(found):
    missed = [each for each in found["figures"] if each.get("kept") is False]
    if not missed:
        return "\nEvery goal was kept in this run.\n"
    names = "\n".join(f"- {each['title']}: {_number(each['median'])} {each['unit']}, goal {each['goal']:g}"
                      for each in missed)
    return f"\n### Missed in this run\n\n{names}\n"
