"""HTML and JSON: each view reads the request, calls one operation and returns a dict."""


def includeme(config):
    """Wire what every view stands on; the views themselves are found by the scan."""
    for module in ("asking", "inbox", "skins", "retrying", "headers", "compression", "page_cache", "hosts", "display",
                   "references", "share", "outside_links", "downloads", "scales", "declared", "undoing"):
        config.include(f"eduportal.views.{module}")
