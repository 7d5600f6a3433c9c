"""One unit as a bundle: a zip of JSON and files that another installation reads. No pickle goes in or comes out.

``manifest.json`` (format, unit, sha256 of every other entry), ``unit.json``, ``nodes.jsonl`` (a page a line, parents
before their children), ``people.json``, ``grants.json``, ``blobs/<sha256>``. Records of the school (years, classes,
students, marks) are not content and do not travel in it.
"""

from eduportal.operations.bundles.importing import import_unit
from eduportal.operations.bundles.reading import read_bundle
from eduportal.operations.bundles.writing import write_bundle

__all__ = ["import_unit", "read_bundle", "write_bundle"]
