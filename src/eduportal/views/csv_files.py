"""Tables as CSV files that a spreadsheet opens: UTF-8 with its mark, cells that never run."""

import csv
import io

from pyramid.response import Response

from eduportal.domain.text import inert_cell, slug


def csv_answer(name, head, rows):
    """Return the response with a CSV file called ``name`` (without ending): a line of titles, then ``rows``."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    for row in (head, *rows):
        writer.writerow([inert_cell(str(cell)) for cell in row])
    return Response(("\ufeff" + sheet.getvalue()).encode(), content_type="text/csv", charset="utf-8",
                    content_disposition=f'attachment; filename="{slug(name)}.csv"')
