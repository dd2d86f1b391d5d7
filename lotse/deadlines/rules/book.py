"""The book of rules: what each computes, on which norm, how sure it is, what follows if the day is missed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lotse.deadlines.rules import benefit_ends, benefit_starts, filing, reviews, spans, working_life
from lotse.deadlines.rules.inputs import Inputs
from lotse.deadlines.rules.results import Result

# The consolidated federal texts that were read; later changes are not covered.
LEGAL_STATE = "2026-08-19"


@dataclass(frozen=True)
class Rule:
    """One rule of the engine with everything that must be shown beside its dates."""

    code: str
    title: str
    norm: str
    compute: Callable[[Inputs], Result]
    needs: tuple[str, ...]
    consequence: str
    by_law: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    certainty: str = "S"
    version: str = LEGAL_STATE


_SPAN = ("event_date", "period", "unit", "place_state")
_NOTIFIED = ("event_date", "delivery", "place_state", "period", "unit")
_BINDING = "Die Entscheidung wird bindend; danach hilft nur noch ein Überprüfungsantrag (§ 44 SGB X)."
_MONTHS_LOST = "Leistungen für frühere Zeiten gehen verloren."

_RULES = (
    Rule("REMEDY", "Rechtsbehelf gegen einen Bescheid", "§ 84, § 87 SGG", spans.remedy, _NOTIFIED, _BINDING),
    Rule(
        "AUTHORITY_PERIOD", "Von der Behörde gesetzte Frist", "§ 26 SGB X", spans.authority_period, _NOTIFIED,
        "Die Behörde entscheidet ohne die Antwort. Verlängern geht auch nachträglich (§ 26 Abs. 7 SGB X).",
    ),
    Rule(
        "PERIOD_FROM_EVENT", "Frist ab einem Ereignis", "§ 187 Abs. 1, § 188, § 193 BGB", spans.period_from_event,
        _SPAN, "Die Frist ist versäumt.",
    ),
    Rule(
        "FIXED_DATE", "Von der Behörde genannter Tag", "§ 26 Abs. 3 SGB X", spans.fixed_date,
        ("set_date", "section26_3_s2_notice", "place_state"), "Die Behörde entscheidet ohne die Antwort.",
    ),
    Rule(
        "APPOINTMENT", "Termin", "§ 26 Abs. 5 SGB X", spans.appointment, ("set_date", "place_state"),
        "Der Termin gilt als versäumt.",
    ),
    Rule(
        "WORKING_DAYS", "Frist in Arbeitstagen", "§ 187 Abs. 1 BGB", spans.working_days,
        ("event_date", "period", "place_state"), "Die Frist ist versäumt.",
    ),
    Rule(
        "BACKWARD", "Frist vor einem Ende", "§ 188 BGB", spans.backward, ("end", "period", "unit"),
        "Die Frist ist versäumt; sie verschiebt sich nicht nach hinten.",
    ),
    Rule(
        "INACTION_CLAIM", "Untätigkeitsklage", "§ 88 SGG", filing.inaction_claim, ("kind", "received_on"),
        "Vor diesem Tag ist die Klage unzulässig.",
    ),
    Rule(
        "FILING_DATE", "Tag, ab dem ein Antrag gilt", "§ 16 Abs. 2 SGB I", filing.filing_date,
        ("filed_with", "handed_in_on"), _MONTHS_LOST,
        {
            **dict.fromkeys(filing.KEEPS_FILING_DATE, ()),
            "*": ("reached_competent_on",),
        },
    ),
    Rule(
        "PRESERVED", "Rechtzeitig eingelegt?", "§ 84 Abs. 2, § 91 SGG", filing.preserved,
        ("remedy", "last_day", "handed_in_at", "handed_in_on"), _BINDING,
    ),
    Rule(
        "BENEFIT_START", "Beginn einer Leistung", "je nach Gesetz", benefit_starts.benefit_start, ("benefit_law",),
        _MONTHS_LOST, benefit_starts.START_NEEDS,
    ),
    Rule(
        "BENEFIT_LAST_DAY", "Letzter Tag für den Antrag", "je nach Gesetz", benefit_ends.benefit_last_day,
        ("benefit_law",), _MONTHS_LOST, benefit_ends.LAST_DAY_NEEDS,
    ),
    Rule(
        "KIZ_PERIOD", "Bewilligungszeitraum Kinderzuschlag", "§ 6a BKGG", benefit_starts.supplement_period,
        ("application_date",), "Ohne neuen Antrag entsteht eine Lücke.",
    ),
    Rule(
        "SGB10_28", "Nachgeholter Antrag", "§ 28 SGB X", reviews.later_application,
        ("rejection_binding_on", "benefit_law", "place_state"), "Die Nachzahlung geht verloren.",
    ),
    Rule(
        "SGB10_44", "Reichweite eines Überprüfungsantrags", "§ 44 Abs. 4 SGB X", reviews.review_reach,
        ("application_date", "benefit_law"), "Jeder 31. Dezember kostet ein Jahr.",
    ),
    Rule(
        "SGB2_40_LAST_APPLICATION", "Letzter Überprüfungsantrag (SGB II)", "§ 40 Abs. 1 SGB II",
        reviews.last_review_application, ("notified_on",), "Die Entscheidung wird nicht mehr überprüft.",
    ),
    Rule(
        "SGB1_45", "Verjährung eines Anspruchs", "§ 45 SGB I", reviews.time_bar, ("claim_arose_on",),
        "Der Anspruch ist verjährt.",
    ),
    Rule(
        "SICK_NOTE_FOLLOW_UP", "Folge-Krankschreibung", "§ 46 SGB V", working_life.sick_note_follow_up,
        ("certified_until", "place_state"), "Das Krankengeld kann wegfallen; begrenzte Rettung innerhalb eines Monats.",
    ),
    Rule(
        "JOBSEEKER_REPORT", "Arbeitsuchend melden", "§ 38 SGB III", working_life.jobseeker_report,
        ("employment_ends", "known_on", "place_state"), "Eine Woche Sperrzeit (§ 159 Abs. 6 SGB III).",
    ),
    Rule(
        "UNEMPLOYMENT_REPORT", "Arbeitslos melden", "§ 141 SGB III", working_life.unemployment_report,
        ("first_day_unemployed", "reported_on", "place_state"), "Tage ohne Arbeitslosengeld.",
    ),
    Rule(
        "PENSION_AGE", "Regelaltersrente", "§ 235, § 99 Abs. 1 SGB VI", working_life.pension_age,
        ("birth_date", "place_state"), "Die Rente beginnt erst mit dem Antragsmonat.",
    ),
    Rule(
        "TEMPORARY_EM_PENSION", "Beginn einer befristeten Erwerbsminderungsrente", "§ 101 Abs. 1 SGB VI",
        working_life.temporary_pension, ("reduced_since",), "Eine Lücke im Einkommen ist einzuplanen.",
    ),
    Rule(
        "YEAR_END_NEXT", "Verhinderungspflege abrechnen", "§ 39 Abs. 1 SGB XI", reviews.year_end_next, ("event_date",),
        "Die Kosten werden nicht mehr erstattet.",
    ),
    Rule(
        "HALF_YEAR_NEXT", "Entlastungsbetrag nutzen", "§ 45b Abs. 1 SGB XI", reviews.half_year_next, ("year",),
        "Der Rest verfällt.",
    ),
    # Four rules that the interchange format does not name, but entries of the catalogue need.
    Rule(
        "MONTH_END_AFTER", "Ende eines späteren Kalendermonats", "§ 188 BGB", spans.month_end_after,
        ("event_date", "period", "rolls", "place_state"), "Die Frist ist versäumt.",
    ),
    Rule(
        "MONTH_END", "Ende des Kalendermonats", "§ 188 BGB", spans.month_end, ("event_date",), _MONTHS_LOST,
    ),
    Rule(
        "UNMOVED_PERIOD", "Frist ohne Verschiebung", "§ 187 Abs. 1, § 188 BGB", spans.unmoved_period,
        ("event_date", "period", "unit"), "Die Frist ist versäumt.",
    ),
    Rule(
        "WORKING_DAYS_BEFORE", "Arbeitstage vor einem Ende", "§ 188 BGB", spans.working_days_before,
        ("end", "period", "place_state"), "Die Frist ist versäumt; sie verschiebt sich nicht nach hinten.",
    ),
)  # fmt: skip

RULES: Mapping[str, Rule] = {rule.code: rule for rule in _RULES}
