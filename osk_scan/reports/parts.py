"""What reports and pages show alike: tables, bars, names and numbers, each made in one place."""

from osk_scan.reports._bars import interval_bar
from osk_scan.reports._documents import document_table, dropped_columns, method_table, problem_table
from osk_scan.reports._evidence import evidence_line, fact_line
from osk_scan.reports._hotspots import hotspot_view
from osk_scan.reports._indicators import (
    clarify_table,
    goals,
    indicator_table,
    indicator_value,
    part_name,
    parts_table,
    target_table,
)
from osk_scan.reports._method import method_view
from osk_scan.reports._names import Names
from osk_scan.reports._numbers import day, exact, meaning, points, span
from osk_scan.reports._plain import plain
from osk_scan.reports._table import Cell, Column, Table
from osk_scan.reports._told import reach, situation
from osk_scan.reports.templating import Templates
from osk_scan.reports.wording import Words, whole

__all__ = [
    "Cell",
    "Column",
    "Names",
    "Table",
    "Templates",
    "Words",
    "clarify_table",
    "day",
    "document_table",
    "dropped_columns",
    "evidence_line",
    "exact",
    "fact_line",
    "goals",
    "hotspot_view",
    "indicator_table",
    "indicator_value",
    "interval_bar",
    "meaning",
    "method_table",
    "method_view",
    "part_name",
    "parts_table",
    "plain",
    "points",
    "problem_table",
    "reach",
    "situation",
    "span",
    "target_table",
    "whole",
]
