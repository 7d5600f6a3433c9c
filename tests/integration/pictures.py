"""Pictures for tests, drawn when they are needed."""

import io

from PIL import Image


def drawn(format, size=(60, 40), colour="teal", mode="RGB", **options):
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, format, **options)
    return out.getvalue()


def kept(found):
    with found["blob"].open("r") as blob:
        return blob.read()
