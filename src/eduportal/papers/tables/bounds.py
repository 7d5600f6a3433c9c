"""How large a table may be that somebody uploads, and what is said when it is larger."""

from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _

#: Bytes of a file: a list of 5,000 people with all their columns has half a megabyte.
LARGEST = 5 * 1024 * 1024
#: Rows of data; above them may stand a title and the headings.
MOST_ROWS, MOST_COLUMNS, HEAD_ROWS = 5_000, 60, 20
MOST_LINES = MOST_ROWS + HEAD_ROWS


def no_table():
    """Return the refusal of what is neither of the two kinds of file, or a damaged one."""
    return RuleError(_("This file is no table that can be read. Save it as an Excel workbook (.xlsx) or as CSV UTF-8, "
                       "then upload it again."), "file")


def locked():
    """Return the refusal of a workbook that is of the old kind or has a password: their bytes begin the same way."""
    return RuleError(_("This workbook is of an old kind (.xls) or protected by a password. Save it as .xlsx without a "
                       "password, then upload it again."), "file")


def too_far():
    """Return the refusal of a workbook that would take far more memory than a list does."""
    return RuleError(_("The workbook reaches far beyond ${rows} rows or ${columns} columns, or unpacks to far more "
                       "than a list holds; it was not opened. Copy the rows into the template, then upload that.",
                       rows=MOST_ROWS, columns=MOST_COLUMNS), "file")


def too_many_rows():
    """Return the refusal of a list that is too long."""
    return RuleError(_("The table has more than ${most} rows. Divide it into several files.", most=MOST_ROWS), "file")
