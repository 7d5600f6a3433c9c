"""Tables that come in through a form, and tables that are saved as files: CSV and XLSX."""

import re

from pyramid.response import Response

from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.papers import tables
from eduportal.views.kept_uploads import GONE, choice


def uploaded_table(request):
    """Return (name of the file, its rows of texts) of the table in the field ``file`` of a form.

    :raises RuleError: no file was chosen, or it is no table (:func:`eduportal.papers.tables.read_table`).
    """
    chosen = choice(request, "file", tables.LARGEST)
    if chosen.file is None:
        raise RuleError(GONE if chosen.gone else _("Choose a file first."), "file")
    # Some browsers send the whole path.
    name = chosen.file["name"].replace("\\", "/").rpartition("/")[2][:120] or "—"
    return name, tables.read_table(chosen.file["data"])


def csv_answer(name, head, rows):
    """Return the response with a CSV file called ``name`` (without ending): a line of titles, then ``rows``."""
    return as_file(tables.as_csv(head, rows), "text/csv", f"{name}.csv")


def xlsx_answer(name, head, rows, **look):
    """Return the response with a workbook called ``name`` (without ending).

    :param look: what else :func:`eduportal.papers.tables.as_xlsx` takes; ``sheet`` must be told.
    """
    return as_file(tables.as_xlsx(head, rows, **look), tables.XLSX, f"{name}.xlsx")


def as_file(data, content_type, name):
    """Return a response that is saved under ``name``; signs that a name of a file must not have become hyphens."""
    charset = "utf-8" if content_type.startswith("text/") else None
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", name)
    return Response(data, content_type=content_type, charset=charset,
                    content_disposition=f'attachment; filename="{safe}"')
