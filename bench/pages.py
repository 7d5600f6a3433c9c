"""What a page costs: for the public with and without the cache, for an editor, lists of 500, signing in."""

from functools import partial

from bench.clock import cpu_ms, in_turns
from bench.figures import figure, ratio
from bench.site import environ

HOME = "/quan-1/thcs-mot/"


def anonymous(bench, size):
    """Yield the figures of one page in a tree of many, as the public gets it."""
    site, paths = bench.school.site, bench.school.pages[:50]
    ask = partial(_ask, site, paths)
    site.empty_cache()
    for number in range(len(paths)):
        ask(number)
    tree = f"a tree of {len(bench.school.pages):,} pages"
    yield figure("page_uncached", f"Page of {tree}, public, page cache empty", "ms CPU",
                 cpu_ms(ask, runs=size.runs, calls=size.calls, before=site.empty_cache), goal=2)
    for number in range(len(paths)):
        ask(number)
    yield figure("page_cached", f"Page of {tree}, public, from the page cache", "ms CPU",
                 cpu_ms(ask, runs=size.runs, calls=size.calls * 4), goal=0.5)
    etags = [dict(site.get(path)[1])["ETag"] for path in paths]

    def again(number):
        place = number % len(paths)
        site.expect(environ("GET", paths[place], If_None_Match=etags[place]), 304)

    yield figure("page_not_modified", f"Page of {tree}, public, the visitor has it already (304)", "ms CPU",
                 cpu_ms(again, runs=size.runs, calls=size.calls * 4), goal=0.5)
    site.expect(environ("GET", HOME))
    uncached, home = in_turns([ask, lambda _number: site.expect(environ("GET", HOME))], runs=size.runs,
                              calls=size.calls, before=site.empty_cache)
    yield figure("school_home_uncached", "Home of a school, public, page cache empty", "ms CPU", home)
    yield ratio("school_home_to_page", "Home of a school : page, both uncached", home, uncached)


def editor(bench, size):
    """Yield the figures of the same page for an editor, whose pages are never cached."""
    site, paths = bench.school.site, bench.school.pages[:50]
    cookies, _token = site.sign_in("bientap")
    ask = partial(_ask, site, paths, cookies=cookies)
    visitor = partial(_ask, site, paths)
    for number in range(len(paths)):
        ask(number)
    staff, public = in_turns([ask, visitor], runs=size.runs, calls=size.calls, before=site.empty_cache)
    yield figure("page_editor", "The same page, editor with toolbar", "ms CPU", staff, goal=4)
    yield ratio("page_editor_to_public", "Editor : public, both uncached", staff, public)
    home = cpu_ms(lambda _number: site.expect(environ("GET", HOME, cookies=cookies)), runs=size.runs, calls=size.calls)
    yield figure("school_home_editor", "Home of a school, editor", "ms CPU", home)


def lists(bench, size):
    """Yield the figures of a folder with 500 pages: what the public sees, and the table of the administrator."""
    site, wide, count = bench.school.site, bench.school.wide, bench.school.wide_count
    cookies, _token = site.sign_in("quantri")
    works = {
        "folder_public": (wide, "", f"Public folder with {count} pages, 20 shown, uncached"),
        "contents_50": (f"{wide}@@contents", cookies, f"Contents of {count} pages, administrator, 50 shown"),
        "contents_500": (f"{wide}@@contents?size=500", cookies, f"Contents of {count} pages, administrator, all shown"),
    }
    calls = [lambda _number, path=path, who=who: site.expect(environ("GET", path, cookies=who))
             for path, who, _title in works.values()]
    for call in calls:
        call(0)
    found = in_turns(calls, runs=size.runs, calls=max(1, size.calls // 4), before=site.empty_cache)
    for (name, (_path, _who, title)), values in zip(works.items(), found, strict=True):
        yield figure(name, title, "ms CPU", values, goal=20)


def signing_in(bench, size):
    """Yield the figures of sending the sign-in form: nearly all of it is argon2id, as it should be."""
    site = bench.school.site
    cookies, token = site.login_form()

    def send(_number):
        site.expect(site.login_call("bientap", cookies, token), 303)

    send(0)
    yield figure("sign_in", "Signing in (argon2id is meant to be slow)", "ms CPU",
                 cpu_ms(send, runs=size.runs, calls=max(2, size.calls // 10)))


def _ask(site, paths, number, *, cookies=""):
    return site.expect(environ("GET", paths[number % len(paths)], cookies=cookies))
