"""The same articles in other forms: how much does the way a text is written down cost?

    uv run python bench/robustness.py                       PolNeAR dev and bench/kinds
    uv run python bench/robustness.py --articles 25         every so many of dev, to be quick
    uv run python bench/robustness.py --form wrapped --form capitals

Each form is a rewriting of the text, through which the gold annotation is carried along; it is then read and scored as
bench/accuracy.py does. Printed are end to end F1 and what it loses against the text as it came.
Needs ../shared (corpus).
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from accuracy import DEV, measure

from onrecord.extract import Extractor
from onrecord.extract.gold import Annotated, read_gold

KINDS = Path(__file__).resolve().parent / "kinds"
WIDTH = 72  # columns of a wrapped line

# (start, stop, what stands there instead), half-open, in order and apart
Edit = tuple[int, int, str]
Form = Callable[[str], Iterable[Edit]]

DOUBLE = re.compile(r"[“”\"]|''|``")
WORDS_OF_A_TITLE = 6


class Rewritten:
    """A text after edits, and where each of its old offsets has gone."""

    def __init__(self, text: str, edits: Iterable[Edit]) -> None:
        parts: list[str] = []
        # For each kept stretch of the old text its start, its stop and its new start. What is replaced by as many
        # characters is kept: where they lie is the same.
        self._kept: list[tuple[int, int, int]] = []
        at = first = length = 0
        for start, stop, new in [*edits, (len(text), len(text), "")]:
            parts += [text[at:start], new]
            at = stop
            if len(new) != stop - start or start == len(text):
                self._kept.append((first, start, length))
                length += start - first + len(new)
                first = stop
        self.text = "".join(parts)

    def start(self, offset: int) -> int:
        """Where a span now starts: what was put in before it, or in place of its first marks, is left out."""
        number = bisect_right(self._kept, offset, key=lambda kept: kept[0]) - 1
        first, last, new = self._kept[number]
        if offset < last or number + 1 == len(self._kept):
            return new + min(offset, last) - first
        return self._kept[number + 1][2]

    def stop(self, offset: int) -> int:
        """Where a span now stops: what was put in after it is left out."""
        number = bisect_right(self._kept, offset - 1, key=lambda kept: kept[0]) - 1
        first, last, new = self._kept[number]
        if offset <= last or number + 1 == len(self._kept):
            return new + min(offset, last) - first
        return self._kept[number + 1][2]


def each(pattern: str, new: str | Callable[[re.Match[str]], str]) -> Form:
    """Every match of a pattern replaced."""
    compiled = re.compile(pattern, re.M)

    def form(text: str) -> Iterator[Edit]:
        for match in compiled.finditer(text):
            yield *match.span(), new(match) if callable(new) else match.expand(new)

    return form


def marks(opening: str, closing: str, inner: tuple[str, str] = ("‘", "’")) -> Form:
    """Double quotation marks written in this way, single ones between them as `inner`."""

    def form(text: str) -> Iterator[Edit]:
        inside = nested = False
        for match in re.finditer(r"[“”\"‘’\n]|''|``", text):
            mark = match.group()
            if mark == "\n":
                inside = nested = False
            elif mark in ("‘", "’"):
                if inside and (mark == "‘" or (nested and not text[match.end() : match.end() + 1].isalnum())):
                    nested = mark == "‘"
                    yield *match.span(), inner[not nested]
            else:
                inside = mark in ("“", "``") or (mark != "”" and _opens(text, match))
                yield *match.span(), opening if inside else closing

    return form


def _opens(text: str, mark: re.Match[str]) -> bool:
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    return (not before or before.isspace() or before in "([—–-") and bool(after) and not after.isspace()


def untitled(text: str) -> Iterator[Edit]:
    """No marks around titles: short quotations of which every longer word has a capital."""
    for match in re.finditer(r"(“)([^“”\n]+)(”)|(\")([^\"\n]+)(\")|('')([^'\n]+)('')", text):
        opening, inside, closing = (number for number, group in enumerate(match.groups(), 1) if group is not None)
        words = match[inside].rstrip(",.").split()
        if len(words) <= WORDS_OF_A_TITLE and all(word[0].isupper() for word in words if len(word) > 3):
            yield *match.span(opening), ""
            yield *match.span(closing), ""


def capitals(text: str) -> Iterator[Edit]:
    for at, letter in enumerate(text):
        if letter != letter.upper():
            yield at, at + 1, letter.upper()


def headline_in_capitals(text: str) -> Iterator[Edit]:
    end = text.find("\n", len(text) - len(text.lstrip()))
    return (edit for edit in capitals(text) if edit[1] <= end)


def wrapped(text: str) -> Iterator[Edit]:
    """Lines broken for width, a blank line between paragraphs."""
    column = 0
    for match in re.finditer(r"(\s*\n\s*)|([^\S\n]+)|\S+", text):
        if match[1]:
            yield *match.span(), "\n\n"
            column = 0
        elif match[2]:
            following = re.compile(r"\S*").match(text, match.end())
            if following and column + 1 + len(following.group()) > WIDTH:
                yield *match.span(), "\n"
                column = 0
            else:
                column += len(match.group())
        else:
            column += len(match.group())


def page(text: str) -> Iterator[Edit]:
    """What a careless scraper leaves: tags, entities, advertisements."""
    yield 0, 0, "<p>"
    for number, match in enumerate(re.finditer(r"(\s*\n\s*)|[“”]|\"|’|&|(?<=[.,]) (?=\w)", text)):
        if match[1]:
            yield (
                *match.span(),
                ("</p>\n<p>", "<br/><br/>\n", "</p>\n<p>Advertisement</p>\n<p>", "</p>\n\n<p>")[number % 4],
            )
        else:
            entities = {"“": "&ldquo;", "”": "&rdquo;", '"': "&quot;", "’": "&#8217;", "&": "&amp;"}
            if match.group() != " " or number % 3 == 0:
                yield *match.span(), entities.get(match.group(), "&nbsp;")
    yield len(text), len(text), "</p>"


def furniture(text: str) -> Iterator[Edit]:
    """Lines of a page between the paragraphs."""
    lines = ("Advertisement", "Read more: The week in pictures", "Share this article", "Related: What we know so far")
    for number, match in enumerate(re.finditer(r"\n\s*", text.strip())):
        if number % 3 == 1:
            yield match.start(), match.start(), f"\n\n{lines[number // 3 % len(lines)]}"


def lost_breaks_in_speech(text: str) -> Iterator[Edit]:
    """No break, and no closing mark, before a paragraph that goes on with what the one before it quotes."""
    for match in re.finditer(r"(?<=[^\s])([”\"]|'')?(\s*\n\s*)(?=[“\"]|'')", text):
        paragraph = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        last = max(paragraph.rfind(mark) for mark in ("“", '"', "''"))
        if last >= 0 and paragraph[last:].count(" ") > 2:
            yield *match.span(), " "


FORMS: dict[str, Form] = {
    "as it came": lambda text: (),
    "straight marks": each(r"[“”]|''|``|‘|’", lambda m: "'" if m.group() in "‘’" else '"'),
    "curly marks": marks("“", "”"),
    "'' ''": marks("''", "''"),
    "`` ''": marks("``", "''"),
    "British single marks": marks("‘", "’", ("“", "”")),
    "straight single marks": marks("'", "'", ('"', '"')),
    "guillemets": marks("«", "»"),
    "no marks around titles": untitled,
    "no marks at all": each(DOUBLE.pattern, ""),
    "capitals": capitals,
    "headline in capitals": headline_in_capitals,
    "small letters": each(r"[A-Z]", lambda m: m.group().lower()),
    "wrapped lines": wrapped,
    "no blank lines": each(r"\s*\n\s*", "\n"),
    "all in one line": each(r"\s*\n\s*", " "),
    "paragraphs run together": each(r"(?<=[.?!”\"])\s*\n\s*", ""),
    "lost breaks in speech": lost_breaks_in_speech,
    "HTML leftovers": page,
    "lines of the page": furniture,
    "two blanks after a sentence": each(r"(?<=[.?!]) (?=\S)", "  "),
    "indented by tabs": each(r"^(?=\S)", "\t"),
    "hard blanks": each(r" ", lambda m: "\u00a0" if m.start() % 5 == 0 else " "),
    "two hyphens for a dash": each(r"\s?[—–]\s?", " -- "),
    "spaced dashes": each(r"\s?(?:—|--)\s?", " – "),
    "unspaced dashes": each(r"\s(?:—|–|--|-)\s", "—"),
    "three points": each(r"…", "..."),
    "paragraphs without full stop": each(r"\.(?=\s*$)", ""),
    "Windows line ends": each(r"\n", "\r\n"),
}


def write(folder: Path, name: str, text: str, annotations: Iterable[Path], form: Form) -> None:
    """Write an article in another form, with its annotations, below `folder`."""
    new = Rewritten(text, form(text))

    def moved(match: re.Match[str]) -> str:
        parts = []
        for part in match[2].split(";"):
            start, stop = map(int, part.split())
            first = new.start(start)
            parts.append(f"{first} {max(first, new.stop(stop))}")
        return match[1] + ";".join(parts)

    (folder / "text" / f"{name}.txt").write_text(new.text, encoding="utf-8", newline="")
    for path in annotations:
        lines = re.sub(r"^(T\d+\t\w+ )([\d ;]+)", moved, path.read_text(encoding="utf-8"), flags=re.M)
        (folder / "attributions" / path.name).write_text(lines, encoding="utf-8")


def rewritten(gold: Path, step: int, form: Form) -> list[Annotated]:
    """Every `step`th article of a corpus in one form."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for part in ("text", "attributions"):
            (folder / part).mkdir()
        for path in sorted((gold / "text").glob("*.txt"))[::step]:
            annotations = (gold / "attributions").glob(f"{path.stem}_*.ann")
            write(folder, path.stem, path.read_text(encoding="utf-8"), annotations, form)
        return read_gold(folder)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, help="how many articles of dev, all unless told")
    parser.add_argument("--form", action="append", choices=list(FORMS), help="only this form, and the text as it came")
    parser.add_argument("--model", type=Path, help="folder of other weights")
    arguments = parser.parse_args()
    extractor = Extractor(model=arguments.model, nested=False)
    every = max(1, len(list((DEV / "text").glob("*.txt"))) // (arguments.articles or 10**6))
    corpora = ((DEV, every), (KINDS, 1))
    wanted = ["as it came", *(arguments.form or list(FORMS)[1:])]
    whole: list[float] = []
    print(f"{'end to end F1':32s}{'dev':>8s}{'kinds':>15s}")
    for name in wanted:
        reached = [
            measure(extractor, rewritten(gold, step, FORMS[name]))["end2end P/R/F1"][2] for gold, step in corpora
        ]
        whole = whole or reached
        pairs = zip(reached, whole, strict=True)
        print(f"{name:32s}" + " ".join(f"{value:8.1f} {value - full:+6.1f}" for value, full in pairs), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
