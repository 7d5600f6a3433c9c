"""The anchor: a Pyramid page with one Chameleon template and no database. Figures of other machines compare to it."""

from pathlib import Path
from tempfile import TemporaryDirectory

from pyramid.config import Configurator

from bench.clock import cpu_ms
from bench.figures import figure
from bench.site import environ

_TEMPLATE = """<!doctype html>
<html lang="vi"><head><title>${title}</title></head>
<body><h1>${title}</h1>
<ul><li tal:repeat="each items"><a href="${each['url']}">${each['title']}</a></li></ul></body></html>
"""


def measure(_bench, size):
    """Yield the figure of a bare page with a list of twenty links."""
    with TemporaryDirectory() as folder:
        template = Path(folder) / "bare.pt"
        template.write_text(_TEMPLATE, encoding="utf-8")
        call = caller(template)
        call(0)
        values = cpu_ms(call, runs=size.runs, calls=size.calls * 4)
        yield figure("bare_pyramid_page", "Anchor: bare Pyramid page, one Chameleon template, no database", "ms CPU",
                     values, note="for comparison between machines")


def caller(template):
    """Return a function that asks an application of one view for its page."""
    items = [{"url": f"/{number}", "title": f"Tin {number}"} for number in range(20)]
    config = Configurator()
    config.include("pyramid_chameleon")
    config.add_route("bare", "/")
    config.add_view(lambda request: {"title": "Trang", "items": items}, route_name="bare", renderer=str(template))
    wsgi = config.make_wsgi_app()

    def call(_number):
        b"".join(wsgi(environ("GET", "/"), lambda status, headers, exc_info=None: None))

    return call
