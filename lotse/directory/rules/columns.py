"""Which column of a foreign list holds what."""

import re
from enum import StrEnum

from lotse.directory.rules.folding import fold


class Column(StrEnum):
    """What the directory can take from a row; the value is the heading of our own export."""

    NAME = "einrichtung"
    OFFER = "angebot"
    CATEGORY = "versorgungsart"
    STREET = "strasse"
    HOUSE_NUMBER = "hausnummer"
    POSTAL_CODE = "plz"
    TOWN = "ort"
    DISTRICT = "ortsteil"
    MUNICIPALITY_KEY = "gemeindeschluessel"
    CARRIER = "traeger"
    UMBRELLA = "dachverband"
    PHONE = "telefon"
    EMAIL = "email"
    WEBSITE = "internet"
    CAPACITY = "kapazitaet"
    NOTE = "besonderheit"
    HOURS = "oeffnungszeiten"
    LANGUAGES = "sprachen"
    EASTING = "rechtswert"
    NORTHING = "hochwert"
    LATITUDE = "breite"
    LONGITUDE = "laenge"
    FOREIGN_ID = "id"
    AS_OF = "jahr"


LABELS = {
    Column.NAME: "Name der Einrichtung",
    Column.OFFER: "Angebot",
    Column.CATEGORY: "Art des Angebots",
    Column.STREET: "Straße",
    Column.HOUSE_NUMBER: "Hausnummer",
    Column.POSTAL_CODE: "Postleitzahl",
    Column.TOWN: "Ort",
    Column.DISTRICT: "Ortsteil",
    Column.MUNICIPALITY_KEY: "Gemeindeschlüssel",
    Column.CARRIER: "Träger",
    Column.UMBRELLA: "Dachverband",
    Column.PHONE: "Telefon",
    Column.EMAIL: "E-Mail",
    Column.WEBSITE: "Internet",
    Column.CAPACITY: "Plätze",
    Column.NOTE: "Besonderheit",
    Column.HOURS: "Öffnungszeiten",
    Column.LANGUAGES: "Sprachen",
    Column.EASTING: "Rechtswert (UTM)",
    Column.NORTHING: "Hochwert (UTM)",
    Column.LATITUDE: "Breitengrad",
    Column.LONGITUDE: "Längengrad",
    Column.FOREIGN_ID: "Nummer in der Liste",
    Column.AS_OF: "Stand (Jahr)",
}

_WORDS: dict[Column, str] = {
    Column.NAME: "einrichtung name organisation bezeichnung einrichtungsname anbieter institution stelle",
    Column.OFFER: "angebot leistung angebotsart hilfsangebot dienst angebotsname",
    Column.CATEGORY: "versorgungsart kategorie bereich art rubrik sparte",
    Column.STREET: "strasse str anschrift adresse strassenname",
    Column.HOUSE_NUMBER: "hnr hausnummer hausnr nr",
    Column.POSTAL_CODE: "plz postleitzahl zip",
    Column.TOWN: "gemeinde ort stadt wohnort city",
    Column.DISTRICT: "ortsteil stadtteil quartier bezirk",
    Column.MUNICIPALITY_KEY: "gemeindeschl gemeindeschluessel ags ars",
    Column.CARRIER: "traeger betreiber traegername",
    Column.UMBRELLA: "dachverband verband wohlfahrtsverband spitzenverband",
    Column.PHONE: "telefon tel telefonnummer fon rufnummer phone",
    Column.EMAIL: "email mail epost emailadresse",
    Column.WEBSITE: "internet website webseite homepage www url web",
    Column.CAPACITY: "kapazitaet plaetze platzzahl anzahlplaetze",
    Column.NOTE: "besonderheit besonderheiten bemerkung hinweis anmerkung notiz beschreibung",
    Column.HOURS: "oeffnungszeiten oeffnungszeit sprechzeiten sprechzeit zeiten",
    Column.LANGUAGES: "sprachen sprache languages",
    Column.EASTING: "rechtswert ostwert utmost easting utmx x",
    Column.NORTHING: "hochwert nordwert utmnord northing utmy y",
    Column.LATITUDE: "breite breitengrad lat latitude geobreite",
    Column.LONGITUDE: "laenge laengengrad lon lng longitude geolaenge",
    Column.FOREIGN_ID: "id lfdnr laufendenummer nummer kennung objectid fid",
    Column.AS_OF: "jahr stand datenstand",
}
_COLUMN_OF = {word: column for column, words in _WORDS.items() for word in words.split()}

Mapping = dict[Column, int]


def suggest_mapping(header: tuple[str, ...]) -> Mapping:
    """Recognise columns by their headings; the first of two alike wins."""
    mapping: Mapping = {}
    for index, heading in enumerate(header):
        column = _COLUMN_OF.get(fold(re.sub(r"\(.*?\)", "", heading)))
        if column is not None and column not in mapping:
            mapping[column] = index
    if Column.NAME not in mapping and Column.CARRIER in mapping:
        mapping[Column.NAME] = mapping[Column.CARRIER]
    return mapping


def missing_columns(mapping: Mapping) -> list[str]:
    """Name what a list must have before it can be read, as labels for a message."""
    return [LABELS[column] for column in (Column.NAME, Column.TOWN) if column not in mapping]
