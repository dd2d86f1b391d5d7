"""The words of the forms: what can be chosen, and how each input is called."""

from collections.abc import Mapping
from typing import Any

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from lotse.deadlines.rules.inputs import Delivery, Regime
from lotse.deadlines.rules.periods import Unit

DEFAULT_KEY = "1-1"

DELIVERIES = {
    Delivery.POST: "mit der Post (einfacher Brief)",
    Delivery.FORMAL_SERVICE: "förmlich zugestellt (gelber Umschlag)",
    Delivery.HANDOVER: "persönlich übergeben",
    Delivery.ELECTRONIC: "elektronisch geschickt",
    Delivery.PORTAL_NOTIFICATION: "im Portal bereitgestellt",
    Delivery.REGISTERED_HANDOVER: "Einschreiben ohne Rückschein",
    Delivery.RECEIVED_ABROAD: "im Ausland empfangen",
}
UNITS = {Unit.DAYS: "Tage", Unit.WEEKS: "Wochen", Unit.MONTHS: "Monate", Unit.YEARS: "Jahre"}
REGIMES = {
    Regime.SGB10: "SGB X (Sozialrecht)",
    Regime.VWVFG: "VwVfG (Landesrecht)",
    Regime.AO: "AO (Kindergeld)",
}
HANDED_IN_AT = {
    "competent": "bei der zuständigen Stelle oder dem Gericht",
    "other_domestic_authority": "bei einer anderen deutschen Behörde (auch bei uns)",
    "insurance_provider": "bei einem Versicherungsträger",
    "other": "woanders, zum Beispiel bei einem Wohlfahrtsverband",
}
FORMS = {
    "signed_letter": "Brief mit Unterschrift",
    "dictated_at_office": "zur Niederschrift",
    "plain_email": "einfache E-Mail",
    "telephone": "am Telefon",
}
LAWS = {
    "SGB2": "SGB II (Grundsicherungsgeld)",
    "SGB3": "SGB III (Arbeitsförderung)",
    "SGB5": "SGB V (Krankenversicherung)",
    "SGB6": "SGB VI (Rente)",
    "SGB11": "SGB XI (Pflege)",
    "SGB12": "SGB XII (Sozialhilfe)",
    "ASYLBLG": "AsylbLG",
    "WOHNGELD": "Wohngeld",
    "KIZ": "Kinderzuschlag",
    "BAFOEG": "BAföG",
    "UVG": "Unterhaltsvorschuss",
    "SGB12_GRUNDSICHERUNG": "Grundsicherung (SGB XII)",
    "SGB12_OTHER": "andere Sozialhilfe (SGB XII)",
    "BAB": "Berufsausbildungsbeihilfe",
    "KINDERGELD": "Kindergeld",
    "ELTERNGELD": "Elterngeld",
    "RENTE": "Rente",
    "WOHNGELD_AFTER_REJECTION": "Wohngeld nach Ablehnung",
    "HINTERBLIEBENENRENTE": "Hinterbliebenenrente",
    "BAFOEG_FOLLOW_UP": "BAföG-Folgeantrag",
    "OTHER": "anderes Gesetz",
}
LABELS = {
    "event_date": "Tag des Ereignisses",
    "actual_receipt": "Tatsächlich angekommen am",
    "set_date": "Genannter Tag",
    "end": "Ende",
    "received_on": "Eingang am",
    "application_date": "Tag des Antrags",
    "previous_period_end": "Ende des laufenden Zeitraums",
    "training_start": "Beginn der Ausbildung",
    "known_to_authority_on": "Der Stelle bekannt seit",
    "care_need_since": "Pflegebedarf seit",
    "conditions_met_on": "Voraussetzungen erfüllt seit",
    "rejection_known_on": "Von der Ablehnung erfahren am",
    "period_end": "Ende des Bewilligungszeitraums",
    "death_date": "Todestag",
    "rejection_binding_on": "Ablehnung bindend seit",
    "notified_on": "Bescheid bekannt gegeben am",
    "claim_arose_on": "Anspruch entstanden am",
    "certified_until": "Krankgeschrieben bis",
    "employment_ends": "Ende der Arbeit",
    "known_on": "Vom Ende erfahren am",
    "first_day_unemployed": "Erster Tag ohne Arbeit",
    "reported_on": "Gemeldet am",
    "reduced_since": "Erwerbsgemindert seit",
    "birth_date": "Geburtstag",
    "last_day": "Letzter Tag",
    "handed_in_on": "Abgegeben am",
    "reached_competent_on": "Bei der zuständigen Stelle angekommen am",
}
SENT_LABEL = "Bescheid abgeschickt oder übergeben am"


def choices_of(names: Mapping[Any, str], group: str | None = None) -> list[SelectChoice]:
    return [SelectChoice(str(value), label, optgroup=group) for value, label in names.items()]


class Choice(SelectField):
    """A choice that the engine judges, so that one place knows what is allowed."""

    def __init__(self, label: str, names: Mapping[Any, str], *, more: Any = (), **kwargs: Any) -> None:
        super().__init__(label, choices=[*choices_of(names), *more], validate_choice=False, **kwargs)
