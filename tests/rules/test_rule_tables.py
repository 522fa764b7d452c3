from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib

from pathlib import Path
from typing import Any

import pytest

from qoo10model.basics.sources import Confidence, Source, SourceKind
from qoo10model.basics.texts import Text
from qoo10model.basics.timelines import UNDECIDED, Dated, Timeline
from qoo10model.rules.book import JAPAN
from tests.rule_sections import APART, SECTIONS


# A copy of the project without its documentation has nothing to write.
generate_rules: Any = pytest.importorskip("docs.generate_rules", reason="docs/ is not there")

SCRIPT = Path(__file__).parents[2] / "docs" / "generate_rules.py"
PAGES: dict[str, str] = generate_rules.pages()

NASTY = Source("A | page", SourceKind.OFFICIAL, None, "https://example.invalid/a")
ODD = Timeline(
    "odd.rule",
    (
        Dated(
            generate_rules.JAPAN.fees.tax_rate.entries[0].since,
            UNDECIDED,
            Confidence.LOW,
            (NASTY,),
            ("a | b", "c\n*d*"),
            since_is_exact=False,
            note="one | two\nthree",
        ),
    ),
    Text("odd | rule", "奇妙な|ルール"),
)


def cells(line: str) -> list[str]:
    """
    The cells of a line of a table.
    """
    assert line.startswith("| ")
    assert line.endswith(" |")
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def tables(page: str) -> list[list[list[str]]]:
    """
    The tables of a page, as rows of cells, the heading first.
    """
    found: list[list[list[str]]] = [[]]
    for line in page.splitlines():
        if line.startswith("|"):
            found[-1].append(cells(line))
        elif found[-1]:
            found.append([])
    return [rows for rows in found if rows]


# What the pages say


def test_there_is_a_page_for_each_section() -> None:
    """
    Each section has a page, and so have orders, claims, what is not known, and the list of pages.
    """
    expected = {f"{name}.md" for name in (*SECTIONS, "orders", "claims", "unknown", "index")}
    assert set(PAGES) == expected
    for name in expected - {"index.md"}:
        assert f"\n{name.removesuffix('.md')}\n" in PAGES["index.md"]


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_marked_as_written(name: str) -> None:
    """
    A page begins with the mark of the script, has one title, and ends with one line break.
    """
    assert PAGES[name].startswith(generate_rules.HEAD)
    assert len(re.findall(r"^# ", PAGES[name], re.MULTILINE)) == 1
    assert PAGES[name].endswith("\n")
    assert not PAGES[name].endswith("\n\n")


@pytest.mark.parametrize("name", PAGES)
def test_tables_are_whole(name: str) -> None:
    """
    Every line of a table has as many cells as its heading.
    """
    for rows in tables(PAGES[name]):
        assert len(rows) > 2
        assert set(rows[1]) == {"---"}
        assert {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.parametrize("timeline", JAPAN.timelines, ids=lambda timeline: timeline.name)
def test_every_entry_is_in_the_tables(timeline: Timeline[Any]) -> None:
    """
    The page of the section has a line for each entry, with first day, confidence and sources.
    """
    page = PAGES[f"{timeline.name.partition('.')[0]}.md"]
    block = page.partition(f"\n## {timeline.name.partition('[')[0]}\n")[2].partition("\n## ")[0]
    key = timeline.name.partition("[")[2].rstrip("]").replace("_", r"\_")
    rows = tables(block)[0]
    heading = rows[0]
    lines = [dict(zip(heading, row, strict=True)) for row in rows[2:]]
    lines = [line for line in lines if line.get("Key", "") == key]
    assert len(lines) == len(timeline.entries)
    for line, entry in zip(lines, timeline.entries, strict=True):
        assert line["Since"].startswith(str(entry.since))
        assert ("not exact" in line["Since"]) is not entry.since_is_exact
        assert line["Confidence"] == entry.confidence.label.en
        assert line["Read on"] == str(entry.read_on)
        assert all(s.address in line["Sources"] for s in entry.sources)
        assert bool(line["Other readings"]) is entry.is_open
    assert [line["Until"] for line in lines][-1] == ""


@pytest.mark.parametrize(
    "page, row",
    [
        # Value, first day, last day, confidence.
        ("fees", "| 8 % | 2014-04-01 | 2019-09-30 | high |"),
        ("fees", "| 10 % | 2019-10-01 |  | high |"),
        (
            "fees",
            "| food | commission of food · 販売手数料（食品・健康食品・ドリンク） | 6 % – 10 % | 2025-01-01 (not exact) |  | high |",
        ),
        ("fees", "| undecided · 未確定 | 2018-09-01 (not exact) |  | low |"),
        ("wallet", "| 150 yen | 2019-06-27 |  | high |"),
        (
            "settlements",
            "(power) · 配送完了から精算までの日数（パワー） | 7 days | 2018-06-01 (not exact) | 2018-08-31 | high |",
        ),
        ("events", "| none · なし | 2023-04-01 (not exact) | 2024-03-31 | high |"),
        ("events", "| 20,000 points | 2023-04-01 (not exact) | 2024-03-31 | high |"),
        ("events", "| 2026-05-29 17:00 | 2026-06-10 23:59:59 | high |"),
        ("sellers", "| 5,000,000 yen | 2018-09-01 (not exact) | 2023-12-31 | high |"),
        ("orders", r"| 2 | ON\_REQUEST | delivery requested · 配送要請 |"),
        ("orders", "| on delivery · 配送中 | delivered · 配送完了 |"),
        (
            "claims",
            "| cancelled · キャンセル完了 | cancellation · キャンセル | the whole sale · 販売の全部 | yes · はい |",
        ),
        ("unknown", "| モニタリング期間の長さ |"),
    ],
)
def test_the_tables_read_as_the_rules(page: str, row: str) -> None:
    """
    Values have their units, and an entry ends on the day before the next begins.
    """
    assert row in PAGES[f"{page}.md"]


def test_plain_numbers_have_units() -> None:
    """
    Every rule whose value is a number says what it counts, and no unit is left over.
    """
    counted = {
        timeline.name.partition("[")[0]
        for timeline in JAPAN.timelines
        for entry in timeline.entries
        if type(entry.value) is int
    }
    assert set(generate_rules.UNITS) == counted


def test_undecided_and_assumed_rules_are_listed_as_not_known() -> None:
    """
    The page of the unknown names each rule that refuses and each that no source speaks for.
    """
    refused, assumed = tables(PAGES["unknown.md"])[:2]
    assert [row[0] for row in refused[2:]] == [
        r"[coupons.shop\_with\_shop](#rule-coupons-shop-with-shop)",
        r"[events.mega\_wari\_round\_starts](#rule-events-mega-wari-round-starts)",
        r"[fees.commission\_base](#rule-fees-commission-base)",
        r"[fees.commission\_on\_shipping](#rule-fees-commission-on-shipping)",
    ]
    alone = {
        timeline.name.partition("[")[0]
        for timeline in generate_rules.JAPAN.timelines
        for entry in timeline.entries
        if {source.kind for source in entry.sources} == {SourceKind.ASSUMPTION}
    }
    named = {row[0].partition("]")[0].strip("[").replace("\\", "") for row in assumed[2:]}
    assert {name.partition("[")[0] for name in named} == alone
    assert any("折半の端数1円の負担者" in row[1] for row in assumed)


def test_what_nobody_knows_is_said_in_both_languages() -> None:
    """
    Each thing not known has an English and a Japanese text, and says what the library does.
    """
    subjects = tomllib.loads(generate_rules.UNKNOWN.read_text(encoding="utf-8"))
    assert set(subjects) <= {*SECTIONS, *APART}
    for things in subjects.values():
        for thing in things:
            assert set(thing) == {"en", "ja", "answer"}
            assert any(ord(char) > 0x3000 for char in thing["ja"])
            assert all(thing.values())
            assert not any(text.endswith((".", "。")) for text in thing.values())


def test_links_lead_somewhere() -> None:
    """
    Every rule that a page points to has its place on a page.
    """
    places = set(re.findall(r"^\((rule-[a-z0-9-]+)\)=$", "\n".join(PAGES.values()), re.MULTILINE))
    links = set(re.findall(r"\]\(#([^)]+)\)", "\n".join(PAGES.values())))
    assert links
    assert links <= places
    assert len(places) == len({t.name.partition("[")[0] for t in JAPAN.timelines}) + 3


# How it is written


@pytest.mark.parametrize(
    "text, shown",
    [
        ("plain", "plain"),
        ("", ""),
        ("a | b", r"a \| b"),
        ("a\nb\t c", "a b c"),
        ("*a* _b_ `c`", r"\*a\* \_b\_ \`c\`"),
        ("<br> [x](y) {z}`w`", r"\<br\> \[x\](y) \{z\}\`w\`"),
        ("back\\slash", "back\\\\slash"),
        ("$1 ~ #2", r"\$1 \~ \#2"),
        ("販売手数料（6〜10%）", "販売手数料（6〜10%）"),
    ],
)
def test_cells_read_as_they_stand(text: str, shown: str) -> None:
    """
    Nothing in a text can end its cell or turn into a mark.
    """
    assert generate_rules.escaped(text) == shown


def test_an_odd_rule_stays_in_its_cells() -> None:
    """
    Pipes and line breaks in titles, readings, sources and notes break no table.
    """
    text = generate_rules.rule_block("odd.rule", [ODD])
    (rows,) = tables(text)
    assert rows[2] == [
        "undecided · 未確定",
        "2014-04-01 (not exact)",
        "",
        "low",
        "",
        r"a \| b; c \*d\*",
        r"[A \| page](https://example.invalid/a)",
        r"one \| two three",
    ]
    assert r"odd \| rule · 奇妙な\|ルール" in text
    assert "To decide it" not in text
    (listed,) = tables(generate_rules.source_block([NASTY, NASTY]))
    assert listed[2] == [r"[A \| page](https://example.invalid/a)", "official · 公式", "", ""]


def test_a_section_without_a_heading_has_its_name() -> None:
    """
    A new section of the rule book gets a page before anybody thought of a heading.
    """
    assert generate_rules.section_page("weather").startswith("# weather\n")


def test_the_pages_are_the_same_each_time() -> None:
    """
    A fresh process with another order of hashes writes the same pages.
    """
    code = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1])\n"
        "import generate_rules\n"
        "print(hashlib.sha256(repr(generate_rules.pages()).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code, str(SCRIPT.parent)],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


# The command


def test_written_pages_pass_the_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    What was just written does not differ, and writing again changes no file.
    """
    folder = tmp_path / "docs" / "rules"
    assert generate_rules.main([], folder) == 0
    assert {page.name for page in folder.iterdir()} == set(PAGES)
    written = {page: page.stat().st_mtime_ns for page in folder.iterdir()}
    assert generate_rules.main(["--check"], folder) == 0
    assert generate_rules.main([], folder) == 0
    assert {page: page.stat().st_mtime_ns for page in folder.iterdir()} == written
    assert capsys.readouterr().out == ""


def test_the_check_names_what_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    A changed, a missing and a left-over page are named, nothing is written, the exit code is 1.
    """
    folder = tmp_path / "docs" / "rules"
    generate_rules.main([], folder)
    (folder / "fees.md").write_text("another", encoding="utf-8")
    (folder / "wallet.md").unlink()
    (folder / "gone.md").write_text(generate_rules.HEAD + "old", encoding="utf-8")
    assert generate_rules.main(["--check"], folder) == 1
    assert capsys.readouterr().out.splitlines() == [
        "docs/rules/fees.md is not what the rules say",
        "docs/rules/gone.md is not what the rules say",
        "docs/rules/wallet.md is not what the rules say",
        "run: python docs/generate_rules.py",
    ]
    assert (folder / "fees.md").read_text(encoding="utf-8") == "another"
    assert not (folder / "wallet.md").exists()


def test_an_empty_folder_fails_the_check(tmp_path: Path) -> None:
    """
    A folder that is not there is not what the rules say.
    """
    assert generate_rules.main(["--check"], tmp_path / "rules") == 1
    assert not (tmp_path / "rules").exists()


def test_writing_mends_what_differs(tmp_path: Path) -> None:
    """
    Changed and missing pages are written anew, old ones of the script removed, others left alone.
    """
    folder = tmp_path / "rules"
    generate_rules.main([], folder)
    (folder / "fees.md").write_text("another", encoding="utf-8")
    (folder / "wallet.md").unlink()
    (folder / "gone.md").write_text(generate_rules.HEAD + "old", encoding="utf-8")
    (folder / "own.md").write_text("# By hand\n", encoding="utf-8")
    assert generate_rules.main([], folder) == 0
    assert (folder / "fees.md").read_text(encoding="utf-8") == PAGES["fees.md"]
    assert (folder / "wallet.md").read_text(encoding="utf-8") == PAGES["wallet.md"]
    assert not (folder / "gone.md").exists()
    assert (folder / "own.md").read_text(encoding="utf-8") == "# By hand\n"
    assert generate_rules.main(["--check"], folder) == 1


@pytest.mark.parametrize("arguments", [["--chek"], ["rules"], ["--check", "--write"]])
def test_unknown_arguments_are_refused(arguments: list[str], tmp_path: Path) -> None:
    """
    A misspelt option writes nothing.
    """
    with pytest.raises(SystemExit):
        generate_rules.main(arguments, tmp_path / "rules")
    assert not (tmp_path / "rules").exists()


def test_the_script_runs_from_any_folder(tmp_path: Path) -> None:
    """
    As a command it finds its pages beside itself.
    """
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--help"],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert "--check" in done.stdout
    assert generate_rules.PAGES == SCRIPT.parent / "rules"
