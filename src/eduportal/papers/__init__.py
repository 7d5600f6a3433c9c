"""PDF, XLSX and mail text from plain data."""
