"""Delivered lists: what is recognised, and which line is refused for which reason."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from lotse.directory.rules.columns import Column, missing_columns, suggest_mapping
from lotse.directory.rules.coordinates import CoordinateSystem
from lotse.directory.rules.lists import read_list
from lotse.directory.rules.rows import Reading, read_offers
from lotse.directory.rules.sheets import ProblemKind, UnusableFile

HEADER = (
    "id;versorgungsart;angebot;einrichtung;strasse;hnr;plz;gemeinde;telefon;internet;kapazitaet;rechtswert;hochwert"
)
ROWS = [
    "1;Pflege;Tagespflege;Haus Amselgrün;Schulstraße;8;99901;Musterstadt;;www.amsel.example;12;259051.8;5941559.3",
    "2;Pflege;Kurzzeitpflege;Haus Amselgrün;Schulstr.;8;99901;Musterstadt;0399 555-101;;2;259051.9;5941559.2",
    "3;Wohnen;Barrierearmes Wohnen;Barrierearmes Wohnen;Ringweg;1;99901;Musterstadt;;;6;259151.8;5941659.3",
    "4;Wohnen;Barrierearmes Wohnen;Barrierearmes Wohnen;Ringweg;3;99901;Musterstadt;;;6;259152.8;5941659.3",
    '5;Pflege;Pflegedienst;"Dienst ""Fleißige Biene""";Am Weg;2 a;99902;Übersee;0399 555-2;;1;258051.8;5942559.3',
]


def as_csv(*rows: str, header: str = HEADER, end: str = "\r\n") -> str:
    return end.join((header, *rows)) + end


def read(data: bytes) -> Reading:
    sheet = read_list(data)
    return read_offers(sheet, suggest_mapping(sheet.header))


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16", "cp850"])
def test_a_list_reads_the_same_in_every_usual_encoding(encoding):
    reading = read(as_csv(*ROWS).encode(encoding))
    assert reading.problems == ()
    assert {house.first.town for house in reading.houses} == {"Musterstadt", "Übersee"}


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_a_list_reads_the_same_with_every_usual_delimiter(delimiter):
    reading = read(as_csv(*ROWS).replace(";", delimiter).encode())
    assert (len(reading.houses), reading.offers_total, reading.problems) == (4, 5, ())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_list_reads_the_same_with_every_line_end(end):
    assert read(as_csv(*ROWS, end=end).encode()).offers_total == 5


def test_several_offers_of_one_house_become_one_house():
    house = next(h for h in read(as_csv(*ROWS).encode()).houses if h.first.name == "Haus Amselgrün")
    assert [row.offer for row in house.rows] == ["Tagespflege", "Kurzzeitpflege"]


def test_the_same_name_at_another_address_is_another_house():
    houses = [h for h in read(as_csv(*ROWS).encode()).houses if h.first.name == "Barrierearmes Wohnen"]
    assert [house.first.house_number for house in houses] == ["1", "3"]


def test_zone_33_is_recognised_by_where_the_places_would_lie():
    reading = read(as_csv(*ROWS).encode())
    assert reading.system is CoordinateSystem.UTM33
    point = reading.houses[0].first.point
    assert point is not None
    assert (round(point.latitude, 3), round(point.longitude, 3)) == (53.567, 11.361)


def test_a_zone_in_front_of_the_easting_is_understood():
    rows = [ROWS[0].replace("259051.8", "33259051,8").replace("5941559.3", "5941559,3")]
    point = read(as_csv(*rows).encode()).houses[0].first.point
    assert point is not None
    assert round(point.longitude, 3) == 11.361


SPOILED = {
    "missing name": (ROWS[0].replace("Haus Amselgrün", ""), ProblemKind.NAME),
    "impossible coordinate": (ROWS[0].replace("5941559.3", "99999999"), ProblemKind.COORDINATE),
    "coordinate that is text": (ROWS[0].replace("5941559.3", "nan"), ProblemKind.COORDINATE),
    "half a coordinate": (ROWS[0].replace("5941559.3", ""), ProblemKind.COORDINATE),
    "too few columns": ("6;Pflege;Tagespflege;Haus X", ProblemKind.COLUMNS),
    "too many columns": (ROWS[0] + ";zu;viel", ProblemKind.COLUMNS),
    "duplicate": (ROWS[1].replace("2;", "9;", 1), ProblemKind.DUPLICATE),
    "control sign": (ROWS[0].replace("Haus", "Ha\x00us"), ProblemKind.CHARACTERS),
    "open quote": (ROWS[0].replace("Haus", '"Haus'), ProblemKind.QUOTES),
    "letters for places": (ROWS[0].replace(";12;", ";zwölf;"), ProblemKind.VALUE),
    "script for a website": (ROWS[0].replace("www.amsel.example", "javascript:alert(1)"), ProblemKind.VALUE),
    "short postal code": (ROWS[0].replace("99901", "999"), ProblemKind.VALUE),
    "endless text": (ROWS[0].replace("Haus", "H" * 5000), ProblemKind.TOO_LONG),
    "no place": (ROWS[0].replace("99901;Musterstadt", ";"), ProblemKind.ADDRESS),
}


@pytest.mark.parametrize(("row", "kind"), SPOILED.values(), ids=SPOILED.keys())
def test_a_spoiled_row_is_named_by_line_while_the_good_rows_go_in(row, kind):
    good = [r.replace("Amselgrün", "Buchfink") for r in ROWS[:1]] + ROWS[1:]
    reading = read(as_csv(*good, row, "7;Pflege;Hospiz;Haus Ende;Am Ziel;1;99901;Musterstadt;;;;;").encode())
    assert [(problem.line, problem.kind) for problem in reading.problems] == [(7, kind)]
    assert reading.offers_total == 6


def test_a_line_in_another_encoding_is_named():
    data = as_csv(*ROWS[:4]).encode("cp1252") + ROWS[4].encode("utf-8") + b"\r\n"
    reading = read(data)
    assert [(p.line, p.kind) for p in reading.problems] == [(6, ProblemKind.ENCODING)]
    assert "Windows-1252" in reading.problems[0].reason


def test_one_latin_line_in_a_utf8_list_is_named():
    data = as_csv(*ROWS[1:]).encode() + ROWS[0].encode("cp1252") + b"\r\n"
    assert [(p.line, p.kind) for p in read(data).problems] == [(6, ProblemKind.ENCODING)]


def test_a_cell_may_hold_a_line_break():
    row = ROWS[0].replace("Haus Amselgrün", '"Haus\nAmselgrün"')
    reading = read(as_csv(row, ROWS[4], end="\n").encode())
    assert [house.first.name for house in reading.houses] == ["Haus Amselgrün", 'Dienst "Fleißige Biene"']
    assert reading.houses[1].first.line == 4


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   \n ",
        b"nur ein Wort",
        b"%PDF-1.7",
        b"\xd0\xcf\x11\xe0",
        b"PK\x03\x04kaputt",
        b"\x00\x01" * 200,
        b"a;b\n" * 30_000,
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(data):
    with pytest.raises(UnusableFile, match=r"\.$"):
        read_list(data)


def test_missing_columns_are_named():
    sheet = read_list(b"foo;telefon\nA;1\n")
    assert missing_columns(suggest_mapping(sheet.header)) == ["Name der Einrichtung", "Ort"]


def test_our_own_headings_are_recognised():
    assert set(suggest_mapping(tuple(column.value for column in Column))) == set(Column)


def workbook(rows: list[list[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_reads_like_a_csv_list():
    rows: list[list[object]] = [list(HEADER.split(";")), *[list(row.split(";")) for row in ROWS[:4]]]
    rows[1][6], rows[1][10] = 99901, 12.0
    reading = read(workbook(rows))
    assert (len(reading.houses), reading.offers_total, reading.problems) == (3, 4, ())


def test_a_workbook_that_inflates_is_refused_unopened():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    with pytest.raises(UnusableFile, match="zu groß"):
        read_list(out.getvalue())


def test_a_workbook_with_a_suspicious_ratio_or_many_entries_is_refused():
    ratio, many = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(ratio, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"0" * 5_000_000)
    with zipfile.ZipFile(many, "w") as archive:
        for number in range(300):
            archive.writestr(f"{number}.xml", "x")
    for data in (ratio.getvalue(), many.getvalue()):
        with pytest.raises(UnusableFile):
            read_list(data)


def test_an_entity_bomb_in_a_workbook_is_refused():
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
    )
    good = workbook([["name", "ort"], ["Haus", "Ort"]])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.namelist():
            target.writestr(entry, bomb if entry.endswith("sheet1.xml") else source.read(entry))
    with pytest.raises(UnusableFile):
        read_list(out.getvalue())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_mutated_list_is_read_or_refused_but_never_breaks(data):
    raw = bytearray(as_csv(*ROWS).encode(data.draw(st.sampled_from(["cp1252", "utf-8", "utf-16"]))))
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    try:
        sheet = read_list(bytes(raw))
        mapping = suggest_mapping(sheet.header)
        if not missing_columns(mapping):
            reading = read_offers(sheet, mapping)
            assert reading.offers_total + len(reading.problems) == reading.rows_total
    except UnusableFile:
        return
