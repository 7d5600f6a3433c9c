"""Results of classes and schools: computed from mark books on demand, kept as summaries, counted for the school."""

from eduportal.operations.results.computing import ClassResults, class_results
from eduportal.operations.results.explaining import Calculation, calculation
from eduportal.operations.results.keeping import differences, keep_results, reopen_results
from eduportal.operations.results.school_table import school_table, start_summaries, summarise_class
from eduportal.operations.results.tables import columns_of, count_rows

__all__ = ["Calculation", "ClassResults", "calculation", "class_results", "columns_of", "count_rows", "differences",
           "keep_results", "reopen_results", "school_table", "start_summaries", "summarise_class"]
