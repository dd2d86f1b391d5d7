"""Appointments on paper: a card for the wallet and a sheet in plain words."""

from dataclasses import dataclass
from datetime import date, time

from lotse.foundation.dates_in_words import clock_time, weekday_date
from lotse.letters.rules.client_sheets import ClientSheet, Level, Section
from lotse.letters.rules.parties import Office


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """When, where, with whom, and what to bring."""

    office: Office
    client: str
    on: date
    at: time
    place: tuple[str, ...]
    with_whom: str
    phone: str
    bring: tuple[str, ...] = ()
    directions: str = ""
    step_free: bool | None = None
    interpreter: str = ""

    @property
    def when(self) -> str:
        """Day and time in words."""
        return f"{weekday_date(self.on)} um {clock_time(self.at)}"


def appointment_sheet(appointment: Appointment, level: Level = Level.PLAIN) -> ClientSheet:
    """Tell where to be and what to bring; the easy version has one statement a line."""
    easy = level is Level.EASY
    arrive = [appointment.directions] if appointment.directions else []
    if appointment.step_free is not None:
        arrive.append("Der Eingang ist ohne Stufen." if appointment.step_free else "Am Eingang sind Stufen.")
    if appointment.interpreter:
        arrive.append(f"Es kommt jemand zum Übersetzen: {appointment.interpreter}.")
    cannot = (
        ("Sie können nicht kommen?", f"Dann rufen Sie an: {appointment.phone}.", "Wir suchen einen neuen Tag.")
        if easy
        else (f"Rufen Sie uns bitte vorher an: {appointment.phone}. Wir finden einen neuen Termin.",)
    )
    return ClientSheet(
        title="Ihr Termin",
        lead=(f"{appointment.when}", f"bei {appointment.with_whom}"),
        sections=(
            Section(heading="Wo?", sentences=(*appointment.place, *arrive)),
            Section(
                heading="Das bringen Sie mit",
                points=appointment.bring or ("Ihren Ausweis", "alle Briefe vom Amt"),
                tick_boxes=True,
            ),
            Section(heading="Sie können nicht kommen?", sentences=cannot[1:] if easy else cannot),
        ),
        level=level,
    )
