"""Tests. Compiled templates are kept between runs: compiling all of them takes longer than most tests."""

import os
import tempfile

os.environ.setdefault("CHAMELEON_CACHE", os.path.join(tempfile.gettempdir(), f"eduportal-chameleon-{os.getuid()}"))
os.makedirs(os.environ["CHAMELEON_CACHE"], exist_ok=True)
