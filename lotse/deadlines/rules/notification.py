"""When a decision counts as notified: three procedural laws, several ways of delivery."""

from dataclasses import dataclass
from datetime import date, timedelta

from lotse.deadlines.rules.inputs import Delivery, Inputs, Regime
from lotse.deadlines.rules.results import Step
from lotse.deadlines.rules.rolling import ROLL_TAX, why_off
from lotse.deadlines.rules.wording import day_words
from lotse.foundation.workdays import next_workday

# Items posted from this day on count as notified on the fourth day, earlier ones on the third.
FOUR_DAYS_FROM = date(2025, 1, 1)

_SENT = {
    Delivery.POST: "zur Post gegeben",
    Delivery.ELECTRONIC: "elektronisch abgeschickt",
    Delivery.PORTAL_NOTIFICATION: "durch Nachricht zum Abruf im Portal angekündigt",
    Delivery.REGISTERED_HANDOVER: "als Einschreiben durch Übergabe zur Post gegeben (ohne Rückschein)",
}
_AT_ONCE = {
    Delivery.HANDOVER: "persönlich übergeben",
    Delivery.FORMAL_SERVICE: "förmlich zugestellt (Datum auf dem gelben Umschlag)",
    Delivery.RECEIVED_ABROAD: "im Ausland tatsächlich empfangen",
}
_NORMS = {
    (Regime.SGB10, Delivery.PORTAL_NOTIFICATION): "§ 37 Abs. 2a SGB X",
    (Regime.SGB10, Delivery.REGISTERED_HANDOVER): "§ 4 Abs. 2 VwZG",
    (Regime.VWVFG, Delivery.REGISTERED_HANDOVER): "§ 4 Abs. 2 VwZG",
    (Regime.AO, Delivery.POST): "§ 122 Abs. 2 Nr. 1 AO",
    (Regime.AO, Delivery.ELECTRONIC): "§ 122 Abs. 2a AO",
    (Regime.AO, Delivery.PORTAL_NOTIFICATION): "§ 122a Abs. 4 AO",
    (Regime.AO, Delivery.REGISTERED_HANDOVER): "§ 4 Abs. 2 VwZG",
}
_GENERAL_NORM = {Regime.SGB10: "§ 37 Abs. 2 SGB X", Regime.VWVFG: "§ 41 Abs. 2 VwVfG", Regime.AO: "§ 122 Abs. 2 AO"}


@dataclass(frozen=True)
class Notification:
    """The day that counts, how it came about, and the other day that somebody could argue for."""

    day: date
    steps: tuple[Step, ...]
    other: date | None = None


def notify(inputs: Inputs) -> Notification:
    """Return the day on which the decision counts as notified."""
    delivery, sent = Delivery(inputs.text("delivery")), inputs.day("event_date")
    if delivery in _AT_ONCE:
        text = f"Der Bescheid wurde am {day_words(sent)} {_AT_ONCE[delivery]}. Dieser Tag ist die Bekanntgabe."
        return Notification(sent, (Step(text),))
    fiction, steps = _fiction(inputs, delivery, sent)
    received = inputs.find_day("actual_receipt")
    if received is None or received == fiction:
        return Notification(fiction, steps)
    if received > fiction:
        text = f"Der Zugang ist erst für {day_words(received)} nachgewiesen. Er ersetzt den früheren Tag."
        return Notification(received, (*steps, Step(text, _norm(inputs, delivery))), other=fiction)
    text = f"Der Bescheid war schon am {day_words(received)} da. Für die Frist bleibt es bei {day_words(fiction)}."
    return Notification(fiction, (*steps, Step(text, _norm(inputs, delivery))), other=received)


def regime_of(inputs: Inputs) -> Regime:
    """Return the procedural law, which is the SGB X unless another one is named."""
    return Regime(inputs.find_text("regime") or Regime.SGB10)


def _fiction(inputs: Inputs, delivery: Delivery, sent: date) -> tuple[date, tuple[Step, ...]]:
    days = 4 if sent >= FOUR_DAYS_FROM else 3
    counted = sent + timedelta(days=days)
    ordinal = "vierten" if days == 4 else "dritten"
    text = (
        f"Der Bescheid wurde am {day_words(sent)} {_SENT[delivery]}. "
        f"Er gilt am {ordinal} Tag danach als bekannt gegeben: {day_words(counted)}."
    )
    if days == 3:
        text += " (Vor dem 01.01.2025 waren es drei Tage.)"
    steps = [Step(text, _norm(inputs, delivery))]
    if regime_of(inputs) is Regime.AO:
        moved = next_workday(counted, inputs.region)
        if moved != counted:
            text = (
                f"{day_words(counted)} ist {why_off(counted, inputs.region)}. "
                f"Im Steuerrecht (Kindergeld) verschiebt sich die Bekanntgabe auf {day_words(moved)}."
            )
            steps.append(Step(text, ROLL_TAX))
        return moved, tuple(steps)
    if next_workday(counted, inputs.region) != counted:
        text = f"Dass {day_words(counted)} {why_off(counted, inputs.region)} ist, ändert an der Bekanntgabe nichts."
        steps.append(Step(text, "BSG B 14 AS 12/09 R" if regime_of(inputs) is Regime.SGB10 else ""))
    return counted, tuple(steps)


def _norm(inputs: Inputs, delivery: Delivery) -> str:
    regime = regime_of(inputs)
    return _NORMS.get((regime, delivery), _GENERAL_NORM[regime])
