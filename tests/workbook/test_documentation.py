from pathlib import Path

from workbook.sheets import RESOURCES

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "workbook.md").read_text(
    encoding="utf-8"
)


def test_every_sheet_and_column_is_documented():
    parts = dict(part.split("\n", 1) for part in TEXT.split("\n### ")[1:])
    assert list(parts) == [resource.sheet for resource in RESOURCES]
    for resource in RESOURCES:
        described = [
            line.split("`")[1]
            for line in parts[resource.sheet].splitlines()
            if line.startswith("| `")
        ]
        assert [*described, "sumber"] == list(resource.fields)


def test_the_number_of_sheets_is_the_one_stated():
    assert f"one workbook: {len(RESOURCES)} sheets," in TEXT


def test_every_key_column_is_marked():
    for resource in RESOURCES:
        part = TEXT.split(f"\n### {resource.sheet}\n")[1].split("\n### ")[0]
        marked = [line.split("`")[1] for line in part.splitlines() if "`\\*" in line]
        assert tuple(c for c in resource.fields if c in marked) == tuple(
            c for c in resource.fields if c in resource.key
        )
