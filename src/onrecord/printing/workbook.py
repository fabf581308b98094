"""Writes an answer as a workbook of Excel: texts as texts, days as days, addresses to click."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Date
from pathlib import Path
from typing import Any, BinaryIO, Final

from onrecord.errors import Error
from onrecord.printing.answer import Answer, Row
from onrecord.printing.cells import field
from onrecord.printing.messages import note

MOST_ROWS: Final = 1_048_575
"""Rows that a sheet has, but for the one of the names of the columns."""
LONGEST: Final = 32_767
"""Characters that a cell has."""
MOST_LINKS, LONGEST_LINK = 65_000, 2_000
"""Addresses that a sheet can have to click, and the characters of one; others are written as text."""
CLICKED: Final = ("url", "link")
WIDTHS: Final = {"claim": 60, "title": 40, "date": 11, "confidence": 10}


class WorkbookError(Error):
    """An answer does not fit in a workbook."""


def write_workbook(answer: Answer, rows: Iterable[Row], to: Path | BinaryIO) -> None:
    """Write rows as the one sheet of a workbook, a row at a time.

    Raises:
        WorkbookError: there are more rows than a sheet can have.
    """
    import xlsxwriter

    with xlsxwriter.Workbook(
        str(to) if isinstance(to, Path) else to, {"constant_memory": True, "in_memory": False}
    ) as book:
        sheet = book.add_worksheet("onrecord")
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.freeze_panes(1, 0)
        for number, column in enumerate(answer.columns):
            sheet.set_column(number, number, WIDTHS.get(column.rpartition("_")[2], 18))
            sheet.write_string(0, number, column, bold)
        links = cut = 0
        for at, row in enumerate(rows, start=1):
            if at > MOST_ROWS:
                raise WorkbookError(
                    f"A sheet has {MOST_ROWS:,} rows, and there are more: take --format csv, or --limit."
                )
            for number, column in enumerate(answer.columns):
                content = row[column]
                if isinstance(content, Date):
                    sheet.write_datetime(at, number, content, day)
                elif isinstance(content, bool):
                    sheet.write_boolean(at, number, content)
                elif isinstance(content, int | float):
                    sheet.write_number(at, number, content)
                elif content is not None:
                    text = str(field(content))
                    is_link = column.endswith(CLICKED) and text.startswith(("http://", "https://"))
                    if is_link and len(text) <= LONGEST_LINK and links < MOST_LINKS:
                        links += 1
                        sheet.write_url(at, number, text, string=text[:LONGEST])
                        continue
                    cut += len(text) > LONGEST
                    _write_text(sheet, at, number, text)
    if cut:
        note(f"Cut to the {LONGEST:,} characters that a cell of a workbook has: {cut:,}.", wrong=True)


def _write_text(sheet: Any, row: int, column: int, text: str) -> None:
    sheet.write_string(row, column, text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")
