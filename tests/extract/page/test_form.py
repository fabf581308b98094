"""The form of a page is seen through: broken lines, markup left behind, line ends of every system."""

from __future__ import annotations

import pytest

from onrecord.extract import Extractor
from onrecord.extract.page.form import plain
from onrecord.extract.page.quotes import find_quotations

WRAPPED = (
    "The minister told the assembly on Monday that “the country will\n"
    "not be moved by threats of this kind, from whatever side they\n"
    "come, and it will not change its course” before he left the\n"
    "hall.\n\nNobody answered."
)
SCRAPED = (
    "<p>&ldquo;We stay,&rdquo; said R&eacute;gine Ode.&nbsp;She isn&#8217;t <b>sure</b>.</p>"
    "<p>&quot;Go,&quot; he said.</p>"
)


def words(text: str) -> str:
    return " ".join(plain(text).replace("\u2060", "").split())


def test_lines_broken_for_width_are_joined_and_paragraphs_are_not() -> None:
    first, second = WRAPPED.split("\n\n")
    assert plain(WRAPPED) == first.replace("\n", " ") + "\n\n" + second


def test_windows_line_ends_make_no_difference() -> None:
    assert words(WRAPPED.replace("\n", "\r\n")) == words(WRAPPED)
    assert plain("One.\r\n\r\nTwo.").split() == ["One.", "Two."]


def test_short_lines_are_paragraphs() -> None:
    text = "Storm nears coast\nBy Ana Ruiz\nTARN — The storm came.\nIt went."
    assert plain(text) == text


def test_a_sentence_goes_on_in_the_next_line_if_that_begins_small() -> None:
    set_as_pdf = (
        "Quay inquiry opens\nby Ana Ruiz\nMs Oduya said that the trust had known of the cracks since 2024.\n"
        "Mr Brandt rejected that, adding that the\nengineers had signed every page, and\n each drawing.\nHe left."
    )
    assert plain(set_as_pdf) == set_as_pdf.replace("the\ne", "the e").replace("and\n", "and ")
    [told] = [each for each in Extractor().triples(set_as_pdf) if each.cue and each.cue.text == "adding"]
    assert " ".join(told.claim.text.split()) == "that the engineers had signed every page, and each drawing"


def test_markup_is_masked() -> None:
    assert words(SCRAPED) == "“ We stay, ” said Régine Ode. She isn’t sure . “ Go, ” he said."
    assert plain(SCRAPED).count("\n") == 4


def test_a_mark_in_an_entity_is_part_of_the_quotation_whole() -> None:
    spans = [(quotation.start, quotation.stop) for quotation in find_quotations(plain(SCRAPED))]
    assert [SCRAPED[start:stop] for start, stop in spans] == ["&ldquo;We stay,&rdquo;", "&quot;Go,&quot;"]


def test_single_marks_in_entities() -> None:
    text = "&lsquo;We stay,&rsquo; she said. The dogs&rsquo; tails. &#39;It&#39;s late,&#39; he said."
    spans = [(quotation.start, quotation.stop) for quotation in find_quotations(plain(text))]
    assert [text[start:stop] for start, stop in spans] == ["&lsquo;We stay,&rsquo;", "&#39;It&#39;s late,&#39;"]


@pytest.mark.parametrize(
    "text",
    ["1 < 2 & 3 > 2", "R&D; and AT&T", "I <3 Tarn, he wrote", "x <foo> y", "&unknown;", WRAPPED, SCRAPED, "a\rb"],
)
def test_every_offset_stays_and_twice_is_once(text: str) -> None:
    assert len(plain(text)) == len(text)
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize("text", ["1 < 2 & 3 > 2", "R&D; and AT&T", "I <3 Tarn, he wrote", "x <foo> y", "&unknown;"])
def test_what_only_looks_like_markup_stays(text: str) -> None:
    assert plain(text) == text


def test_scripts_and_comments_say_nothing() -> None:
    assert words("One.<script>var a = 'he said';</script> Two.<!-- he said --> Three.") == "One. Two. Three."


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("UPDATE 3-Mayor denies crane was faulty", "UPDATE 3-"),
        ("RPT-UPDATE 1-Mayor denies crane was faulty", "RPT-UPDATE 1-"),
        ("Exclusive-Tidemark plans to close two mills", "Exclusive-"),
        ("BREAKING: Mayor resigns", "BREAKING: "),
        ("Feature-length films are dead", ""),
        ("Update on the crane", ""),
    ],
)
def test_what_the_desk_writes_before_a_headline_is_masked(headline: str, slug: str) -> None:
    text = f"{headline}\n\nThe mayor said nothing."
    assert plain(text) == " " * len(slug) + text[len(slug) :]


def test_a_slug_is_no_part_of_a_claim() -> None:
    text = "Exclusive-Tidemark plans to close two mills, sources say\n\nTidemark Paper said it had no comment."
    claims = [triple.claim.text for triple in Extractor().triples(text)]
    assert claims[0] == "Tidemark plans to close two mills"
