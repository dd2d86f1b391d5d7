"""Help for a gap: levers that may close it, and offers whose hours fit, ranked by the minutes they close.

Nothing here is applied by itself; a person decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lotse.measures.rules.calendar import grid_of, sessions
from lotse.measures.rules.cover import Gaps, find_gaps, uncovered
from lotse.measures.rules.findings import CoverGap, Finding, HoursLimit, Overlap, PrereqUnmet, SequenceGap
from lotse.measures.rules.minutes import DAY_MINUTES
from lotse.measures.rules.plan import Closure, Cover, Measure, Plan, Slot
from lotse.measures.rules.sequence import held_back_until

SHORT_GAP = 120  # minutes a day up to which a gap is one at the edges


@dataclass(frozen=True, slots=True)
class Lever:
    """Something that could be tried, with the law that may help."""

    text: str
    law: str = ""


@dataclass(frozen=True, slots=True)
class OfferTimes:
    """When an offer of the directory is there; no slots means its hours are unknown."""

    offer_id: int
    slots: tuple[Slot, ...] = ()
    closures: tuple[Closure, ...] = ()
    state: str = "HE"
    closed_on_public_holidays: bool = True


@dataclass(frozen=True, slots=True)
class Ranking:
    """Offers by the minutes they close, the most first, and those without known hours."""

    ranked: tuple[tuple[int, int], ...]
    unknown: tuple[int, ...]


def levers(finding: Finding, *, caring_for_child: bool) -> tuple[Lever, ...]:
    """What could be tried, in the order in which it usually helps."""
    match finding:
        case CoverGap():
            return _cover_levers(finding, caring_for_child)
        case PrereqUnmet():
            return (
                Lever("Beginn später legen oder mit dem Träger einen späteren Einstieg vereinbaren"),
                Lever(f"„{finding.needs}“ beschleunigen: nachfragen, Unterlagen nachreichen"),
            )
        case Overlap():
            return (
                Lever("Zeiten einer der beiden Maßnahmen verlegen oder in Teilzeit teilnehmen"),
                Lever("Termin schriftlich und mit Begründung verlegen lassen (wichtiger Grund)", "§ 32 SGB II"),
            )
        case SequenceGap():
            return (
                Lever(f"Beginn auf spätestens {finding.latest_start:%d.%m.%Y} vorziehen"),
                Lever("Die erste Maßnahme verlängern lassen"),
                Lever("Die Zwischenzeit überbrücken und als Ausnahme festhalten"),
            )
        case HoursLimit():
            return (Lever("Stunden in den genannten Wochen senken oder auf andere Wochen verteilen"),)


def _cover_levers(finding: CoverGap, child: bool) -> tuple[Lever, ...]:
    at_the_edges = any(pattern.minutes_per_day <= SHORT_GAP for pattern in finding.patterns)
    whole_days = any(pattern.minutes_per_day > SHORT_GAP for pattern in finding.patterns)
    found: list[Lever] = []
    if finding.minutes_coverable_by_unconfirmed:
        found.append(Lever("Den beantragten Platz zusagen lassen: er schließt einen Teil der Lücke"))
    if child and at_the_edges:
        found.append(Lever("Randzeit durch Kindertagespflege abdecken", "§ 23, § 24 SGB VIII"))
    if child and whole_days:
        found.append(Lever("Betreuung in Ferien und an Schließtagen klären", "§ 24 Abs. 4 SGB VIII"))
    if child:
        found += [
            Lever("Kosten der Kinderbetreuung während der Maßnahme: 160 € je Kind und Monat", "§ 87 SGB III"),
            Lever("Kinderbetreuungskosten bei Leistungen zur Teilhabe", "§ 74 SGB IX"),
            Lever("Kurs mit Kinderbetreuung anfragen", "§ 7 IntV"),
        ]
    else:
        found += [
            Lever("Verhinderungspflege, Kurzzeitpflege oder gemeinsamer Jahresbetrag", "§ 39, § 42, § 42a SGB XI"),
            Lever("Umwandlung des Entlastungsbetrags prüfen", "§ 42b SGB XI"),
            Lever("Kurzzeitige Arbeitsverhinderung", "§ 2 PflegeZG"),
        ]
    found += [
        Lever("Haushaltshilfe", "§ 38 SGB V, § 74 SGB IX"),
        Lever("Maßnahme später beginnen oder in Teilzeit durchführen"),
        Lever("Termin schriftlich und mit Begründung verlegen lassen (wichtiger Grund)", "§ 32 SGB II"),
    ]
    return tuple(found)


def rank_offers(plan: Plan, requirement: Cover, offers: Iterable[OfferTimes]) -> Ranking:
    """How many of the uncovered minutes each offer could close; those that close none are left out."""
    grid = grid_of(plan.horizon)
    gap = find_gaps(requirement, plan, grid, held_back_until(plan.requirements)).uncovered
    open_minutes = Gaps([], gap).minutes
    ranked, unknown = [], []
    for offer in offers:
        if not offer.slots:
            unknown.append(offer.offer_id)
            continue
        times = sessions(_as_measure(offer, plan.horizon.start), grid, offer.state)
        closed = open_minutes - Gaps([], uncovered(gap, times)).minutes
        if closed:
            ranked.append((offer.offer_id, closed))
    ranked.sort(key=lambda pair: (-pair[1], pair[0]))
    return Ranking(tuple(ranked), tuple(unknown))


def _as_measure(offer: OfferTimes, start: date) -> Measure:
    slots = tuple(slot for slot in offer.slots if 0 <= slot.start < slot.end <= DAY_MINUTES)
    return Measure(
        id=str(offer.offer_id),
        kind="offer",
        person="",
        label=None,
        org=None,
        start=start,
        end=None,
        slots=slots,
        closures=offer.closures,
        closed_on_public_holidays=offer.closed_on_public_holidays,
    )
