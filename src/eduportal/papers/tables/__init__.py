"""Tables as files: CSV and XLSX that somebody uploads, read within bounds; both written so that no cell runs."""

from eduportal.papers.tables.bounds import HEAD_ROWS, LARGEST, MOST_COLUMNS, MOST_ROWS
from eduportal.papers.tables.reading import read_table
from eduportal.papers.tables.writing import XLSX, as_csv, as_xlsx, new_book

__all__ = ["HEAD_ROWS", "LARGEST", "MOST_COLUMNS", "MOST_ROWS", "XLSX", "as_csv", "as_xlsx", "new_book", "read_table"]
