"""Pages of results: the table of a class, the calculation of a cell, the table of a school."""
