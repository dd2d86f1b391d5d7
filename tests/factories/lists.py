"""Delivered lists of houses: a good one, one with spoiled rows, a row far away; and their import."""

from datetime import UTC, datetime

from lotse.directory.actions.imports import carry_out
from lotse.directory.actions.planning import read_and_plan
from lotse.foundation.db import db

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
LIST = """id;art;angebot;einrichtung;strasse;hnr;plz;ort;ags;telefon;internet;plaetze;rechtswert;hochwert
1;Pflege;Dauerpflege;Haus Amselgrün;Schulweg;8;00901;Musterstadt;13;0399 555-1;amsel.example;12;259051;5941559
2;Pflege;Kurzzeitpflege;Haus Amselgrün;Schulweg;8;00901;Musterstadt;13;0399 555-1;;2;259051.9;5941559.2
3;Wohnen;Barrierearmes Wohnen;Barrierearmes Wohnen;Ringweg;1;00901;Musterstadt;13;;;6;259151.8;5941659.3
4;Wohnen;Barrierearmes Wohnen;Barrierearmes Wohnen;Ringweg;3;00901;Musterstadt;13;;;6;259152.8;5941659.3
"""

SPOILED = LIST + (
    "5;Wohnen;Betreutes Wohnen;;Ringweg;5;00901;Musterstadt;;;;;;\n"
    "6;Wohnen;Betreutes Wohnen;Haus Fern;Ringweg;6;00901;Musterstadt;;;;;1;2\n"
    "7;zu;wenig\n"
    "1;Pflege;Dauerpflege;Haus Amselgrün;Schulweg;8;00901;Musterstadt;13;;;;;\n"
)

FAR = "8;Wohnen;Betreutes Wohnen;Haus Weitweg;Ringweg;9;00901;Musterstadt;13;;;1;99;5941559\n"


def import_text(text: str) -> dict:
    """Import a list and return its report."""
    report = carry_out(plan=read_and_plan(text.encode("cp1252")), source="Liste", by=None, now=NOW)
    db.session.commit()
    return report
