"""Columns of the pages on referrals: one per figure, wherever it is shown."""

from collections.abc import Sequence

from lotse.statistics.rules.tables import Column, Kind

PARTS = ("arrived", "open", "not_arrived", "withdrawn")
SUMS: Sequence[tuple[str, Sequence[str]]] = (("sent", PARTS),)

SENT = Column("sent", "Vermittelt", figure="sent")
ACCEPTED = Column("ripe_accepted", "Angenommen", Kind.SHARE, whole="ripe_answered", figure="accepted")
ANSWERED = Column("ripe_answered", "Beantwortet", Kind.SHARE, whole="ripe_asked", figure="answered")
CLOSED_LOOP = Column("ripe_final", "Rücklauf", Kind.SHARE, whole="ripe", figure="closed_loop")
NO_ANSWER = Column("ripe_unanswered", "Ohne Antwort", Kind.SHARE, whole="ripe_asked", figure="no_answer")
UNMET = Column("ripe_unmet", "Ungedeckt", figure="unmet")
UNMET_SHARE = Column("ripe_unmet", "Anteil ungedeckt", Kind.SHARE, whole="ripe", figure="unmet")
OPEN = Column("open", "Offen", figure="open")
WAITING = Column("waiting", "Warteliste", figure="waiting")
LATE = Column("late", "Spät beantwortet", figure="late")
LATE_SHARE = Column("late", "Anteil spät", Kind.SHARE, whole="answered", figure="late")
DECLINED = Column("declined", "Abgelehnt", figure="declined")
CONFIRMED = Column("confirmed", "Wirkung bestätigt", Kind.SHARE, whole="completed", figure="confirmed")
ACCEPT_DAYS = Column("accept", "Tage bis Annahme", Kind.MEDIAN, figure="days_to_accept")
ANSWER_DAYS = Column("answer", "Tage bis Antwort", Kind.MEDIAN, figure="days_to_answer")
PER_THOUSAND = Column("sent", "je 1\u202f000 Einwohner", Kind.RATE, figure="per_thousand")
RESULT = Column("ripe", "Reife Vermittlungen", figure="result")
OUTCOMES = (
    Column("arrived", "in Hilfe oder geholfen", figure="outcome"),
    Column("open", "offen", figure="open"),
    Column("not_arrived", "nicht angekommen", figure="outcome"),
    Column("withdrawn", "zurückgezogen", figure="outcome"),
)

ALL_REFERRALS = {"liste": "vermittlungen"}
"""What a link to the referrals behind a total asks for."""
PARAMETERS = {
    "site": "standort",
    "kind": "art",
    "department": "fachbereich",
    "receiver": "empfaenger",
    "area": "bereich",
    "concern": "anliegen",
    "municipality": "gemeinde",
    "age": "alter",
    "reason": "grund",
    "sex": "geschlecht",
    "household": "haushalt",
    "language": "sprache",
    "result": "ergebnis",
}
"""Names of the axes in addresses."""
