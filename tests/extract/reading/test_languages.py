"""Articles in other languages than English are said to be so, and read only if that is asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.extract import Document
from onrecord.extract.language import other_language
from onrecord.extract.reading import Skipped, read

FRENCH = "Le maire, Jean Dupont, a déclaré lundi que le pont restera ouvert jusqu’à la fin de l’année."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (FRENCH, "fr"),
        ("Der Bürgermeister sagte am Montag, die Brücke bleibe bis zum Ende des Jahres offen.", "de"),
        ("El alcalde dijo el lunes que el puente seguirá abierto hasta el final del año.", "es"),
        ("Borgermesteren sagde mandag, at broen forbliver åben, og at den ikke er farlig.", "da"),
        ("De burgemeester zei maandag dat de brug open blijft tot het einde van het jaar.", "nl"),
        ("Мэр сказал в понедельник, что мост останется открытым до конца года.", "ru"),
        ("قال رئيس البلدية يوم الاثنين إن الجسر سيبقى مفتوحا حتى نهاية العام.", "ar"),
    ],
)
def test_other_languages(text: str, language: str) -> None:
    assert other_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz said on Monday that the bridge would stay open until the end of the year.",
        "“We will stay,” Ana Ruiz said. “Nous restons,” Jean Dupont, the mayor of Calais, said to the council.",
        "French President Emmanuel Macron met Chancellor Friedrich Merz, Donald Tusk, Giorgia Meloni, Pedro Sánchez.",
        "Q: Will it be built?\n\nA: It will be built before winter. We never promised more than this.",
        "Le Monde",
        "x" * 5_000,
        "2026-03-01",
        "",
    ],
)
def test_english_and_what_is_too_short_to_tell(text: str) -> None:
    assert other_language(text) is None


def test_they_are_skipped_unless_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FRENCH)
    (tmp_path / "b.txt").write_text("Ana Ruiz, the mayor, said that the bridge stays.")
    skipped, english = read([tmp_path])
    reason = "it is not in English, but in another language (fr): --language any reads it"
    assert skipped == Skipped(str(tmp_path / "a.txt"), reason)
    assert isinstance(english, Document)
    assert [one.text for one in read([tmp_path], language="any") if isinstance(one, Document)] == [FRENCH, english.text]


def test_english_needs_no_model(tmp_path: Path) -> None:
    code = (
        "import sys; from onrecord.extract.language import other_language;"
        "print(other_language('Ana Ruiz, the mayor, said on Monday that the bridge would stay open.'),"
        " 'py3langid' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["None", "False"]
