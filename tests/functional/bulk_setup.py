"""What the tests of acts on many share: tick, press a button, go on to what will change, do it."""

from tests.functional.administrator_setup import NEWS
from tests.functional.conftest import form_with


def ticked(browser, uuids, folder=NEWS):
    """Return the form of the contents with these things ticked."""
    form = browser.get(folder + "@@contents?size=500").forms["things"]
    boxes = {box._value: box for box in form.fields["uuid"]}
    for uuid in uuids:
        boxes[uuid].checked = True
    return form


def press(browser, view, uuids, folder=NEWS, status=None, **more):
    """Tick, and press the button that posts to ``view``; return the answer."""
    form = ticked(browser, uuids, folder)
    assert f'formaction="{folder}{view}"' in form.text
    return browser.post(folder + view, [*form.submit_fields(), *more.items()], status=status)


def begin(browser, act, uuids, folder=NEWS):
    """Return the form of an act on what is ticked."""
    return form_with(press(browser, f"@@bulk?act={act}", uuids, folder), "token")


def answers(page):
    """Return the lines that tell what was done or refused."""
    return " | ".join(each.get_text(" ", strip=True) for each in page.html.select(".ep-flash"))


def pasted(browser, folder, query=""):
    """Paste into ``folder`` what waits, through the page that shows what will happen; return it and the answer."""
    page = browser.get(folder + "@@paste" + query)
    return page, form_with(page, "token").submit()


def done(form, status=None):
    """Go on to what will change, and do it; return both pages."""
    shown = form.submit()
    return shown, form_with(shown, "sure").submit(status=status)
