"""Reading: what comes out of files, folders and standard input, and what is said of input that is no article."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract import Document
from onrecord.extract.reading import MAX_CHARACTERS, Remark, SeveralDocumentsError, Skipped, read
from onrecord.extract.reading.plain import decode

STORY = "“The bridge stays,” Ana Ruiz said.\r\n\r\nTom Hale’s café was closed.\n"

PAGE = """<!doctype html><html lang="en"><head><title>Council votes on the bridge – Harbour Post</title>
<meta property="og:site_name" content="The Harbour Post">
<meta property="og:title" content="Council votes on the bridge">
<meta property="article:published_time" content="2024-03-05T10:11:12Z">
<link rel="canonical" href="https://harbourpost.example/bridge"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav><article>
<p>“The bridge stays,” mayor <b>Ana Ruiz</b> said on Monday after a long meeting.</p>
<p>Opponents accused her of wasting money. “It is absurd,” Tom Hale said.</p>
</article><footer>Copyright 2019 Harbour Post</footer></body></html>"""


def documents(*paths: Path, publisher: str | None = None, url: str | None = None) -> list[Document]:
    """The documents, where nothing may be skipped."""
    items = list(read(paths, publisher=publisher, url=url))
    assert not [item for item in items if isinstance(item, Remark)]
    return [item for item in items if isinstance(item, Document)]


def reasons(*paths: Path) -> list[str]:
    """Why all of it was skipped."""
    items = list(read(paths))
    assert not [item for item in items if isinstance(item, Document)]
    return [item.reason for item in items if isinstance(item, Remark)]


# Plain text


def test_plain_text_is_kept_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(STORY.encode())
    [document] = documents(path)
    assert document.text == STORY
    assert document.path == str(path)
    assert (document.title, document.url, document.publisher, document.date) == (None, None, None, None)


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    with_mark, without = tmp_path / "with.txt", tmp_path / "without.txt"
    with_mark.write_bytes(STORY.encode("utf-8-sig"))
    without.write_bytes(STORY.encode("utf-8"))
    first, second = documents(with_mark, without)
    assert first.text == second.text == STORY
    assert first.id == second.id


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-32"])
def test_other_encodings_are_detected(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(STORY.encode(encoding))
    [document] = documents(path)
    assert document.text == STORY


def test_other_alphabets_are_detected(tmp_path: Path) -> None:
    story = "Министр заявил журналистам, что план готов и будет выполнен в срок."
    path = tmp_path / "story.txt"
    path.write_bytes(story.encode("cp1251"))
    [document] = read([path], language="any")
    assert isinstance(document, Document)
    assert document.text == story


def test_invalid_utf8_is_read_in_the_encoding_that_fits(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(b"\x93It stays,\x94 Ana Ruiz said.")
    [document] = documents(path)
    assert document.text == "“It stays,” Ana Ruiz said."


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_text_in_utf8_is_decoded_to_itself(text: str) -> None:
    assert decode(text.encode("utf-8-sig")) == text


def test_date_publisher_and_url_of_a_plain_text_are_given(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(STORY)
    url = "https://harbourpost.example/bridge"
    [document] = read([path], date=date(2024, 3, 5), publisher="The Harbour Post", url=url)
    assert isinstance(document, Document)
    assert (document.date, document.publisher, document.url) == (date(2024, 3, 5), "The Harbour Post", url)
    assert document.id == url


def test_one_url_for_two_articles_is_an_error_before_any_comes_out(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(STORY)
    with pytest.raises(SeveralDocumentsError, match="one at a time"):
        next(read([tmp_path], url="https://harbourpost.example/bridge"))


# HTML


def test_the_publisher_that_is_given_comes_before_the_name_of_a_page_s_host(tmp_path: Path) -> None:
    path = tmp_path / "ferry.html"
    sentence = "Ruth Carver said the ferry would sail again in May, after months in the dock where it was mended."
    path.write_text(
        '<html><head><link rel="canonical" href="https://www.harbour.example/ferry"></head>'
        f"<body><article><p>{sentence}</p><p>{sentence}</p></article></body></html>",
        encoding="utf-8",
    )
    assert [one.publisher for one in documents(path)] == ["harbour.example"]
    assert [one.publisher for one in documents(path, publisher="The Harbour Post")] == ["The Harbour Post"]


def test_html_gives_paragraphs_title_date_publisher_and_url(tmp_path: Path) -> None:
    path = tmp_path / "bridge.html"
    path.write_text(PAGE, encoding="utf-8")
    [document] = documents(path)
    assert document.text == (
        "“The bridge stays,” mayor Ana Ruiz said on Monday after a long meeting.\n\n"
        "Opponents accused her of wasting money. “It is absurd,” Tom Hale said."
    )
    assert document.title == "Council votes on the bridge"
    assert document.publisher == "The Harbour Post"
    assert document.date == date(2024, 3, 5)
    assert document.url == document.id == "https://harbourpost.example/bridge"


def test_what_a_page_says_itself_goes_before_what_is_given(tmp_path: Path) -> None:
    path = tmp_path / "bridge.htm"
    path.write_text(PAGE, encoding="utf-8")
    [document] = documents(path, publisher="Another Paper", url="https://another.example/")
    assert document.publisher == "The Harbour Post"
    assert document.url == "https://harbourpost.example/bridge"


def test_a_page_without_a_date_has_none(tmp_path: Path) -> None:
    path = tmp_path / "undated.html"
    path.write_text("<html><body><p>“It stays,” Ana Ruiz said.</p><footer>Copyright 2019</footer></body></html>")
    [document] = documents(path)
    assert document.date is None


def test_a_page_without_an_article_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "nothing.html"
    path.write_text("<html><body></body></html>")
    assert reasons(path) == ["no article was found in the page: save its article as plain text"]


# JSON Lines and JSON


def test_json_lines_fields_and_unknown_ones(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    record = {
        "id": "hp-7",
        "title": "Bridge",
        "text": STORY,
        "url": "https://harbourpost.example/bridge",
        "publisher": "The Harbour Post",
        "date": "2024-03-05T23:30:00+01:00",
        "section": {"unknown": ["to", "onrecord"]},
    }
    path.write_text(json.dumps(record) + "\n\n" + json.dumps({"id": 8, "text": "Second."}) + "\n")
    first, second = documents(path)
    assert first == Document(
        text=STORY,
        id="hp-7",
        title="Bridge",
        url="https://harbourpost.example/bridge",
        publisher="The Harbour Post",
        date=date(2024, 3, 5),
        path=str(path),
    )
    assert (second.id, second.text, second.title) == ("8", "Second.", None)


def test_a_bad_line_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    lines = [
        b'{"text": "One."}',
        b'{"text": "Two."',
        b'{"title": "no text"}',
        b'{"text": 4}',
        b"[]",
        b'{"text": "\xff"}',
        b'{"text": "  "}',
        b'{"text": "Eight.", "date": "5 March"}',
    ]
    path.write_bytes(b"\n".join(lines))
    items = list(read([path]))
    assert [item.text for item in items if isinstance(item, Document)] == ["One.", "Eight."]
    assert [item.reason for item in items if isinstance(item, Remark)] == [
        "line 2: it is not valid JSON (Expecting ',' delimiter at character 16)",
        'line 3: it has no "text", or one that is not a string',
        'line 4: it has no "text", or one that is not a string',
        'line 5: it is not an object {"text": …}',
        "line 6: it is not UTF-8",
        "line 7: it is empty",
        "line 8: the date '5 March' is not one like 2026-03-01: read without its date",
    ]


def test_half_a_surrogate_pair_is_replaced_and_moves_no_offset(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text(r'{"text": "a\ud83d b \ud83d\ude00 c"}')
    [document] = documents(path)
    assert document.text == "a\N{REPLACEMENT CHARACTER} b \N{GRINNING FACE} c"


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        ('{\n  "text": "One."\n}', ["One."]),
        ('[\n  {"text": "One."},\n  {"text": "Two."}\n]', ["One.", "Two."]),
        ('{"text": "One."}\n{"text": "Two."}\n', ["One.", "Two."]),
    ],
    ids=["one object", "a list", "JSON Lines by another name"],
)
def test_a_json_file(tmp_path: Path, content: str, texts: list[str]) -> None:
    path = tmp_path / "articles.json"
    path.write_text(content)
    assert [document.text for document in documents(path)] == texts


def test_a_json_file_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "articles.json"
    path.write_text('[{"text": "One."},\n')
    [reason] = reasons(path)
    assert reason.startswith("it is not valid JSON (")


# Folders, and files of any name


def test_a_folder_is_read_recursively_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c/d.txt", ".hidden.txt", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    assert [document.text for document in documents(tmp_path)] == ["a.txt", "b.txt", "c/d.txt"]


def test_files_of_other_kinds_in_a_folder_are_counted(tmp_path: Path) -> None:
    for name in ("a.txt", "b.png", "c.png", "README"):
        (tmp_path / name).write_text(name)
    document, skipped = read([tmp_path])
    assert isinstance(document, Document)
    assert skipped == Skipped(str(tmp_path), "files of other kinds passed over: 2 .png, 1 without extension")


def test_a_folder_without_articles(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG")
    [reason] = reasons(tmp_path)
    assert reason.startswith("there is no article in this folder: it needs files in .txt,")
    assert reason.endswith("(it has 1 .png)")


def test_a_link_back_to_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "again").symlink_to(tmp_path)
    assert [document.text for document in documents(tmp_path)] == ["One."]


@pytest.mark.parametrize(
    ("content", "text"),
    [(PAGE, "“The bridge stays,”"), ('{"text": "One."}', "One."), ("A story.", "A story.")],
    ids=["HTML", "JSON Lines", "plain text"],
)
def test_a_file_of_another_name_is_told_by_its_content(tmp_path: Path, content: str, text: str) -> None:
    path = tmp_path / "article.asp"
    path.write_text(content, encoding="utf-8")
    [document] = documents(path)
    assert document.text.startswith(text)


def test_a_file_name_that_is_not_utf8_is_shown(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff.txt"
    with open(path, "wb") as file:
        file.write(b"One.")
    [document] = documents(tmp_path)
    assert document.path == f"{tmp_path}/\N{REPLACEMENT CHARACTER}.txt"


# Standard input


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        (b'\n{"text": "One."}\n{"text": "Two."}\n', ["One.", "Two."]),
        (PAGE.replace("<p>", "<p>\n").encode(), None),
        (b"\xef\xbb\xbfA story.\r\n", ["A story.\r\n"]),
    ],
    ids=["JSON Lines", "HTML", "plain text"],
)
def test_standard_input_is_told_by_its_content(content: bytes, texts: list[str] | None) -> None:
    program = (
        "import json; from onrecord.extract.reading import read; "
        "print(json.dumps([[item.text, item.path, item.title] for item in read(['-'])]))"
    )
    run = subprocess.run([sys.executable, "-c", program], input=content, capture_output=True, check=True)
    found = json.loads(run.stdout)
    assert {path for _, path, _ in found} == {None}
    if texts is None:
        assert [title for _, _, title in found] == ["Council votes on the bridge"]
    else:
        assert [text for text, _, _ in found] == texts


# What is no article


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "it is empty"),
        ("blank.txt", b" \n\n", "it is empty"),
        ("empty.html", b"", "it is empty"),
        ("empty.jsonl", b"\n", "it is empty"),
        ("empty.json", b"", "it is empty"),
        ("list.json", b"[]", "it holds an empty list"),
        ("binary.txt", b"\x00\x01\x02" * 100, "it is binary data, not text"),
        ("binary.dat", bytes(range(256)) * 4, "it is binary"),
        ("deep.jsonl", b"[" * 200_000, "line 1: it is not valid JSON"),
    ],
)
def test_what_is_no_article_is_skipped_with_the_reason(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    [found] = reasons(path)
    assert found.startswith(reason)


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    assert list(read([tmp_path / "none.txt"])) == [
        Skipped(str(tmp_path / "none.txt"), "there is no such file or folder: check the path")
    ]


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("ftp://quay.example/a", "addresses are read that begin with http:// or https://, not with ftp://"),
        ("s3://news/a.jsonl", "not with s3://"),
        ("www.quay.example/a", "an address begins with http:// or https://"),
    ],
)
def test_an_address_that_is_not_read_says_which_are(address: str, reason: str) -> None:
    [found] = read([address])
    assert isinstance(found, Skipped)
    assert (found.path, reason in found.reason) == (address, True)


def test_a_link_to_nothing_in_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    assert reasons(tmp_path) == ["there is no such file or folder: check the path"]


@pytest.mark.parametrize("name", ["line.txt", "line.html", "line.jsonl", "line.json"])
def test_fifty_megabytes_of_one_line_are_skipped_with_the_reason(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"word " * 10_000_000)
    [reason] = reasons(path)
    assert "too long" in reason or "not valid JSON" in reason


def test_after_a_line_that_is_too_long_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    long = json.dumps({"text": "word " * 10_000_000})
    path.write_text(f'{long}\n{{"text": "Two."}}\n')
    skipped, document = read([path])
    assert isinstance(skipped, Skipped)
    assert skipped.reason.startswith("line 1: it is too long for one article")
    assert isinstance(document, Document)
    assert document.text == "Two."


def test_the_longest_article_is_read_and_one_character_more_is_not(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("é" * MAX_CHARACTERS)
    [document] = documents(path)
    assert len(document.text) == MAX_CHARACTERS
    path.write_text("é" * (MAX_CHARACTERS + 1))
    [reason] = reasons(path)
    assert reason.startswith("it is too long for one article (400,001 characters;")
