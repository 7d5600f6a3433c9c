"""A school with a logo and a banner of its own."""

import io

from PIL import Image

from eduportal.operations import appearance
from tests import factories


def _dressed(portal):
    school = factories.add_school(portal, portal.root["quan-1"], "co-bieu-trung", "79-Q1-BT", "thcs")
    out = io.BytesIO()
    Image.new("RGB", (900, 200), (0, 60, 120)).save(out, "PNG")
    upload = {"name": "anh.png", "data": out.getvalue()}
    acts = {"by": "", "at": factories.NOW}
    appearance.choose_part(portal, school, "logo", upload, seen=0, **acts)
    appearance.choose_part(portal, school, "banner", {"file": upload, "alt": "Cổng trường"}, seen=1, **acts)
    appearance.apply_appearance(portal, school, seen=2, **acts)


STATES = {"dressed": _dressed}
