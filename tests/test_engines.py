"""Each engine's file: recognised, set down word for word, with its pages; refused in one line where it is broken."""

import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.etree import XMLParser, fromstring

from reissue import Trouble
from reissue.emendation import read_emendations
from reissue.engines import signature
from reissue.repair import repair
from reissue.rule import Keeps
from reissue.rules import RULES
from reissue.source import Source, read_source

HERE = Path(__file__).parent / "engines"
BOUND_TO_SAY = {rule.name for rule in RULES if rule.keeps is Keeps.NOTHING}
SAMPLES = sorted(file.name for file in HERE.iterdir())
# Whose conventions each sample follows, and the numbers of its pages; its text stands in transcriptions/.
KNOWN = {
    "page.hocr": ("hOCR", [5, 6]),
    "alto.xml": ("ALTO", [23, 24]),
    "abbyy.xml": ("ABBYY", [1, 2]),
    "leaf_djvu.xml": ("DjVu XML", [1, 2]),
    "mistral.json": ("Mistral", [1, 2, 3]),
    "olmocr.jsonl": ("olmOCR", [1, 2, 3, 1]),
    "content_list.json": ("MinerU", [7, 8, 9]),
    "docling.json": ("docling", [3, 4, 5]),
    "proofed.txt": ("Distributed Proofreaders", [12, 13, 14, 15]),
}

# A text that bears the signature of each engine, and texts that only look as if they did.
SIGNATURES = [
    ("HathiTrust", "## p. 178 (#190) ############################################"),
    ("Markdown", "## p. 178 (#190)"),
    ("marker", "Text.\n\n{12}" + "-" * 48 + "\n\nText."),
    ("plain text", "Text {12}" + "-" * 48),
    ("marker", 'A word<span id="page-5-1"></span> more.'),
    ("marker", "![](_page_12_Picture_3.jpeg)"),
    ("Azure", "Text.\n\n<!-- PageBreak -->\n\nText."),
    ("Azure", '<!-- PageHeader="THE BELL" -->\nText.'),
    ("plain text", "It writes <!-- PageBreak --> there."),
    ("docling", "Text.\n\n<!-- image -->\n\nText."),
    ("docling", "Text.\n\n<!-- page break -->\n\nText."),
    ("plain text", "<!-- a thought -->"),
    ("pymupdf4llm", "Text.\n--- end of page=3 ---\nText."),
    ("pymupdf4llm", "**==> picture [20 x 30] intentionally omitted <==**"),
    ("pymupdf4llm", "He read\n_a book of_\n_bells_ and slept."),
    ("MinerU", f"![](images/{'0a' * 32}.jpg)"),
    ("Markdown", "*x y*\n\n![](images/bell.jpg)"),
    ("Mistral", "[^0]:    ${ }^{1}$ A note."),
    ("Mistral", "![img-0.jpeg](img-0.jpeg)"),
    ("Mistral", "[tbl-0.html](tbl-0.html)"),
    ("olmOCR", "![A bell](page_10_20_300_400.png)"),
    ("Nougat", "[MISSING_PAGE_EMPTY:4]"),
    ("ABBYY", "He was given a re\N{NOT SIGN}\nquest."),
    ("plain text", "p \N{NOT SIGN} q"),
    ("Markdown", "> He slept."),
    ("Markdown", "He was *very* tired."),
    ("Markdown", "He slept.[^1]"),
    ("plain text", "He slept * and woke * again, 2 < 3 > 1 # 4."),
    ("Tesseract", "He was given a candle and a request to be brief.\n\N{FORM FEED}And he was brief about it.\n"),
    ("plain text", "He was given a candle and a request to be brief.\nAnd he was brief about it.\n"),
]

REFUSED = [
    ("page.hocr", "line 40: "),
    ("alto.xml", "line 40: "),
    ("abbyy.xml", "line 40: "),
    ("leaf_djvu.xml", "line 40: "),
    ("mistral.json", "line 40, column "),
    ("content_list.json", "line 40, column "),
    ("docling.json", "line 40, column "),
]
ODD = [
    ("a.xml", "<?xml version='1.0'?><feed><entry>Text</entry></feed>", "no engine here writes, with the root <feed>"),
    ("a.json", '{"text": "A letter."}', "a.json is JSON that no engine here writes"),
    ("a.json", "[1, 2]", "a.json is JSON that no engine here writes"),
    ("a.json", "[" * 100_000, "JSON as no engine writes it"),
    ("a.json", "1" * 10_000, "JSON as no engine writes it"),
    ("a.json", '{"pages": [{"markdown": 7}]}', "a.json, pages[0]: 'markdown' should be text and is a whole number"),
    ("a.json", '{"pages": [{"markdown": "x"}, 7]}', "a.json, pages[1] should be an object and is a whole number"),
    ("a.json", '[{"type": "text", "page_idx": "7"}]', "item 0: 'page_idx' should be a whole number and is text"),
    ("a.json", '{"texts": [], "body": {"children": [{"$ref": "#/texts/0"}]}}', "refers to '#/texts/0', and there"),
    ("a.jsonl", '{"text": "x", "attributes": {"pdf_page_numbers": [[0, 9, 1]]}}', "pdf_page_numbers has [0, 9, 1]"),
    ("a.jsonl", '{"text": "x", "attributes": {"pdf_page_numbers": []}}\n{"text', "a.jsonl is broken JSON, line 2"),
    ("a.hocr", '<!DOCTYPE html [<!ENTITY b "x">]><html><p class="ocr_page">&b;</p></html>', "&b; stands for words"),
]  # fmt: skip


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_is_set_down(name: str) -> None:
    engine, numbers = KNOWN[name]
    source = read(name)
    assert source.engine == engine
    assert source.text.replace("\f", "␌") == (HERE.parent / "transcriptions" / f"{name}.md").read_text(encoding="utf-8")
    assert [number for _, number in source.leaves] == numbers
    pages = [source.place(start).page for start, _ in source.leaves]
    assert pages == numbers


@pytest.mark.parametrize("name", ["page.hocr", "alto.xml", "abbyy.xml", "leaf_djvu.xml"])
def test_every_letter_of_xml_is_set_down_in_its_order(name: str) -> None:
    root = fromstring((HERE / name).read_bytes(), XMLParser(remove_comments=True))
    texts = [part.get("CONTENT", "") for part in root.iter("*")] if name == "alto.xml" else root.itertext()
    assert letters("".join(map(str, texts))) == letters(re.sub("</?s(?:up|c)>", "", read(name).text))


@pytest.mark.parametrize("name", ["mistral.json", "content_list.json", "docling.json", "olmocr.jsonl"])
def test_every_word_of_json_is_set_down(name: str) -> None:
    values = [json.loads(part) for part in (HERE / name).read_text(encoding="utf-8").split("\n{")[:1]]
    texts = [re.sub("<[^>]*>", " ", _TABLE.sub("", text)) for text in strings(values)]
    assert Counter(words(" ".join(texts))) - Counter(words(read(name).text)) == Counter()


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_is_repaired_with_every_word_on_the_ledger(name: str) -> None:
    source = read(name)
    repaired = repair(source)
    taken = " ".join(change.before for change in repaired.changes if change.rule in BOUND_TO_SAY)
    left = letters(repaired.manuscript.text + taken)
    assert [word for word in words(re.sub("</?s(?:up|c)>", "", source.text)) if letters(word) not in left] == []
    assert "\f" not in repaired.manuscript.text
    assert "Page" not in repaired.manuscript.text.replace("[Blank Page]", "")


def test_what_the_engine_calls_furniture_is_taken_out_on_the_ledger() -> None:
    repaired = repair(read("content_list.json"))
    said = [(change.why, str(change.place)[:6]) for change in repaired.changes if change.rule == "page-mark"]
    assert said == [
        ("the page's furniture: 14 THE BELL", "page 7"),
        ("a page ends here; the page's furniture: 14", "page 7"),
    ]
    assert "the town blamed the founder. The weights" in repaired.manuscript.text


def test_notes_that_the_engine_left_out_are_asked_for_once_and_none_is_invented() -> None:
    text = (
        "The bell was cast$^{1}$ in the town, and cracked.$^{2}$ The founder${}^{3}$ blamed the clay.$^{4}$\n\n"
        f"It hangs there$^{{5}}$ since the 16<sup>th</sup> year.\n\n![](images/{'0a' * 32}.jpg)\n"
    )
    source = read_source(text.encode(), "bell.md")
    repaired = repair(source)
    (query,) = (query for query in repaired.queries if "reference" in query.rule)
    assert query.why.startswith("5 references, 1 to 5, lead to notes, and the file holds none of its notes")
    assert query.place.column == text.index("cast") + 1
    assert query.before == query.after == "cast"
    assert re.findall(r"\^(\d)\^", repaired.manuscript.text) == list("12345")
    assert "[^" not in repaired.manuscript.text
    stet = b'[[emendation]]\nline = 1\nbefore = "cast"\nafter = "cast"\nwhy = "stet"\n'
    settled = repair(source, read_emendations(stet, "emendations.toml", source))
    assert [query for query in settled.queries if "reference" in query.rule] == []
    assert settled.manuscript.text == repaired.manuscript.text


@pytest.mark.parametrize(("engine", "text"), SIGNATURES)
def test_a_text_is_known_by_its_signature(engine: str, text: str) -> None:
    assert signature(text, "ocr.txt") == engine
    assert read_source(text.encode(), "ocr.txt").engine == engine


def test_a_text_without_a_signature_is_what_its_name_says() -> None:
    assert signature("He slept.", "ocr.md") == "Markdown"


@pytest.mark.parametrize(("name", "where"), REFUSED)
def test_a_file_that_is_cut_off_is_refused_in_one_line(name: str, where: str) -> None:
    lines = (HERE / name).read_bytes().split(b"\n")[:40]
    with pytest.raises(Trouble, match="is the file whole") as refused:
        read_source(b"\n".join(lines), name)
    assert f"{name} is broken " in str(refused.value)
    assert where in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(("name", "text", "said"), ODD)
def test_a_file_of_another_kind_is_refused_in_one_line(name: str, text: str, said: str) -> None:
    with pytest.raises(Trouble) as refused:
        read_source(text.encode(), name)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("name", ["mistral.json", "content_list.json", "docling.json"])
@pytest.mark.parametrize("other", [None, True, -1, 2.5, "", "#/texts/99", [], [7], {}, {"$ref": "#/body/0"}])
def test_a_value_of_another_kind_is_read_or_refused(name: str, other: object) -> None:
    """Put in place of any value of the file, it never leads to another error than trouble."""
    whole = (HERE / name).read_text(encoding="utf-8")
    said = 0
    for number in range(sum(1 for _ in places(json.loads(whole)))):
        value = json.loads(whole)
        holder, key = list(places(value))[number]
        holder[key] = other  # type: ignore[index]
        try:
            read_source(json.dumps(value).encode(), name)
        except Trouble as trouble:
            assert "\n" not in str(trouble)  # noqa: PT017 -- most are read
            said += 1
    assert said or other is None


@pytest.mark.parametrize("text", ['{"a": "letter"}', '[{"a": 1}]', '{"', "<html>ocr-page</html>", "<alt> He slept."])
def test_a_text_that_only_begins_like_one_is_a_text(text: str) -> None:
    assert read_source(text.encode(), "ocr.txt").text == text


def test_a_word_that_goes_on_in_a_page_of_italics_loses_the_proofreaders_mark() -> None:
    pages = "-----File: 012.png---\nThe keeper was con-*\n-----File: 013.png---\n*tent with <i>one</i> lamp.\n"
    repaired = repair(read_source(pages.encode(), "proofed.txt"))
    assert repaired.manuscript.text == "The keeper was content with *one* lamp.\n"
    assert not repaired.queries


def test_an_engine_s_file_is_known_whatever_its_name() -> None:
    for name in SAMPLES:
        assert read_source((HERE / name).read_bytes(), "book.txt").engine == KNOWN[name][0]


def test_xml_in_another_encoding() -> None:
    text = (HERE / "alto.xml").read_text(encoding="utf-8").replace('"red"', '"réd"')
    for encoding in ("utf-16", "iso-8859-1", "utf-8-sig"):
        data = text.replace('encoding="UTF-8"', f'encoding="{encoding.removesuffix("-sig")}"').encode(encoding)
        assert "a réd ink that" in read_source(data, "alto.xml").text
    wrong = text.encode("latin-1")
    assert "a réd ink that" in read_source(wrong, "alto.xml", "latin-1").text
    with pytest.raises(Trouble, match=r"alto.xml is broken XML, line 51: "):
        read_source(wrong, "alto.xml")
    with pytest.raises(Trouble, match="klingon is no encoding"):
        read_source(wrong, "alto.xml", "klingon")


def test_a_web_page_that_names_no_encoding_is_utf_8() -> None:
    page = "<html><body><div class='ocr_page'><span class='ocr_line'>Cafés</span></div></body></html>"
    assert read_source(page.encode(), "a.hocr").text == "Cafés\n"
    assert read_source(page.encode("latin-1"), "a.hocr", "latin-1").text == "Cafés\n"
    with pytest.raises(Trouble, match=r"a.hocr names no encoding and is not UTF-8: byte 61 .line 1."):
        read_source(page.encode("latin-1"), "a.hocr")


def test_the_characters_that_html_names_are_read() -> None:
    line = "<span class='ocr_line'>Caf&eacute;s &amp; inns&nbsp;&mdash; <b>&lt;old&gt;</b></span>"
    page = f"<html><body><div class='ocr_page'>{line}</div></body></html>"
    for head in ("", "<?xml version='1.0'?>", "<!DOCTYPE html>"):
        assert read_source((head + page).encode(), "a.hocr").text == "Cafés & inns — **<old>**\n"


def test_words_in_no_line_are_set_down_where_they_stand() -> None:
    word = "<span class='ocrx_word'>{}</span>"
    page = (
        f"<div class='ocr_page'>One <p class='ocr_par'>two {word.format('three')} <em>four</em>"
        f"<span class='ocr_line'>{word.format('five')}{word.format('six')}, seven</span>eight</p>nine<table><tr><td>ten"
        f"</td><td>eleven</td></tr></table>{word.format('twelve')}</div>"
    )
    found = read_source(f"<html><body>{page}</body></html>".encode(), "a.hocr").text
    assert " ".join(found.split()) == "One two three four five six, seven eight nine ten eleven twelve"


WORDS = st.lists(st.sampled_from(["salt", "Mole", "1", "12", "re-", "<sup>", "“No”", "*", "a|b", "&"]), max_size=4)
KINDS = ["text", "header", "footer", "page_number", "page_footnote", "list", "table", "image", "code", "aside_text"]


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 3), WORDS, WORDS, st.integers(0, 2)), min_size=1))
def test_no_word_of_a_content_list_is_dropped(blocks: list[tuple[str, int, list[str], list[str], int]]) -> None:
    value = [
        {"type": kind, "page_idx": page, "text": " ".join(one), f"{kind}_caption": other, "text_level": level}
        for kind, page, one, other, level in blocks
    ]
    held = Counter(word for _, _, one, other, _ in blocks for part in (*one, *other) for word in words(part))
    check(json.dumps(value), "content_list.json", held)


@given(st.lists(st.tuples(st.sampled_from(["body", "none", "page_header", "furniture"]), WORDS, st.integers(1, 3))))
def test_no_word_of_a_docling_document_is_dropped(blocks: list[tuple[str, list[str], int]]) -> None:
    texts = [
        {
            "label": "page_header" if kind == "page_header" else "text",
            "content_layer": "furniture" if kind == "furniture" else "body",
            "text": " ".join(one),
            "prov": [{"page_no": page}],
        }
        for kind, one, page in blocks
    ]
    children = [{"$ref": f"#/texts/{n}"} for n, (kind, *_) in enumerate(blocks) if kind == "body"]
    held = Counter(word for _, one, _ in blocks for part in one for word in words(part))
    check(json.dumps({"texts": texts, "body": {"children": children}}), "docling.json", held)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 300), st.integers(5, 40), WORDS), min_size=1), st.data())
def test_no_word_of_hocr_is_dropped_wherever_it_stands(
    lines: list[tuple[bool, int, int, list[str]]], data: st.DataObject
) -> None:
    page, held = "", Counter[str]()
    for number, (begins, left, height, one) in enumerate(lines):
        tag = data.draw(st.sampled_from(["em", "strong", "sup", "span"]))
        inner = "".join(f"<span class='ocrx_word'><{tag}>{escaped(word)}</{tag}></span> " for word in one)
        top = 50 * number
        page += "</p><p class='ocr_par'>" * begins
        page += f"<span class='ocr_line' title='bbox {left} {top} {900 - left} {top + height}'>{inner}</span>"
        held.update(word for part in one for word in words(part))
    check(f"<html><div class='ocr_page'><p class='ocr_par'>{page}</p></div></html>", "a.hocr", held)


def test_many_empty_lines_and_a_long_file_are_read_in_time() -> None:
    sample = (HERE / "page.hocr").read_text(encoding="utf-8")
    start, end = sample.index("<div class='ocr_page'"), sample.index("</body>")
    long = sample[:start] + sample[start:end] * 100 + sample[end:]
    begun = time.process_time()
    assert read_source(long.encode(), "long.hocr").text.count("\f") == 199
    for text in ("\n" * 1_000_000 + "x", "<!--" * 100_000, "<!DOCTYPE [" * 50_000, "{ " * 100_000, "<? " * 100_000):
        assert read_source(text.encode(), "long.txt").engine in ("plain text", "Markdown")
    assert time.process_time() - begun < 8


def read(name: str) -> Source:
    return read_source((HERE / name).read_bytes(), name)


def check(text: str, name: str, held: Counter[str]) -> None:
    """Hold a file to all its words standing in its transcription."""
    try:
        found = read_source(text.encode(), name).text
    except Trouble as trouble:
        assert not held, trouble  # noqa: PT017 -- a file without words is empty
        return
    assert held - Counter(words(found)) == Counter()


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def escaped(word: str) -> str:
    return word.replace("&", "&amp;").replace("<", "&lt;")


def strings(value: object, key: str = "") -> Iterator[str]:
    """Give the texts of JSON that are words of the book."""
    if isinstance(value, str):
        yield from (value,) if _WORDED.fullmatch(key) else ()
    elif isinstance(value, dict):
        for name, held in value.items():
            yield from strings(held, name)
    elif isinstance(value, list):
        for held in value:
            yield from strings(held, key)


def places(value: object) -> Iterator[tuple[object, object]]:
    """Give each place in JSON that holds a value."""
    for key, held in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield value, key
        yield from places(held)


_WORDED = re.compile("text|markdown|content|header|footer|table_body|.*_(?:caption|footnote|items)")
_TABLE = re.compile(r"\[(tbl-[0-9.html]*)\]\(\1\)")
