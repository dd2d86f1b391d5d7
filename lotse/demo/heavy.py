"""The heaviest case of the demo: eight people, fifteen measures, twelve referrals, forty contacts and more."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from lotse.clients.actions import households as household_actions
from lotse.clients.actions.persons import PersonData, PhoneData, create_person
from lotse.clients.rules.birthdates import BirthDate, Precision
from lotse.clients.rules.households import Evidence, RelationKind, Role
from lotse.contacts.rules import Channel, Result
from lotse.demo import agenda, case_work, files
from lotse.demo.case_work import Course
from lotse.demo.handovers import Sender
from lotse.demo.names import GROUP_BY_CODE, mail_address
from lotse.demo.people import Home
from lotse.demo.plans.planner import Planner
from lotse.measures.rules.states import State as M
from lotse.referrals.actions.bundles import join_bundle
from lotse.referrals.rules.states import State

if TYPE_CHECKING:
    from lotse.accounts.models import User
    from lotse.demo.visits import Desk
    from lotse.directory.models import Offer

DAYS = 230
FAMILY = (
    ("Aylin", "w", date(1988, 3, 14), Role.HEAD), ("Murat", "m", date(1985, 11, 2), Role.PARTNER),
    ("Emine", "w", date(1954, 5, 20), Role.PARENT), ("Deniz", "m", date(2010, 8, 9), Role.CHILD),
    ("Ela", "w", date(2015, 1, 27), Role.CHILD), ("Kerem", "m", date(2018, 6, 3), Role.CHILD),
    ("Defne", "w", date(2021, 9, 17), Role.CHILD), ("Can", "m", date(2024, 2, 11), Role.CHILD),
)  # fmt: skip
STORY: dict[str, Any] = {
    "key": "heavy",
    "fits": "family",
    "reason": "Umschulung der Mutter, Pflege der Großmutter, Krankheit des Vaters und Mietschulden zugleich",
    "concerns": ["umschulung", "kita", "pflegegrad", "mietschulden"],
    "ratings": {
        "housing": [2, 3, 4], "finances": [2, 3, 4], "debt": [2, 3, 3], "work": [2, 3, 4], "health": [2, 3, 3],
        "care": [2, 3, 4], "family": [3, 3, 4], "language_status": [4, 4, 5], "participation": [3, 4, 4],
        "administration": [2, 3, 4],
    },
    "offers": [],
    "resources": [
        ["person", "Aylin hat drei Jahre eine Bäckerei geführt und plant gern"],
        ["network", "Schwägerin in Haselbrück nimmt die Kinder samstags"],
        ["network", "Deniz bringt Kerem zur Schule"],
        ["material", "Unbefristeter Mietvertrag, Auto in der Nachbarschaft"],
        ["social_space", "Elterncafé im Familienzentrum Sonnenhügel"],
    ],
    "goals": [
        {
            "topic": "Beruf", "dimension": "work",
            "will": "Ich will einen Beruf, von dem wir leben können, und nicht mehr nachts backen.",
            "statement": "Ich beginne im Winter die Umschulung und bin jeden Tag dabei.",
            "sign": "Der Wochenplan hat keine Lücke, und ich fahre ohne schlechtes Gewissen los.",
            "steps": ["Bildungsgutschein abholen", "Randzeit für Can und Defne sichern"],
        },
        {
            "topic": "Oma", "dimension": "care",
            "will": "Meine Mutter soll bei uns bleiben.",
            "statement": "Ich sorge bis zum Beginn der Umschulung für zwei Tage Tagespflege.",
            "sign": "Dienstag und Donnerstag ist Oma gern unterwegs.",
            "steps": ["Pflegegrad beantragen", "Tagespflege gemeinsam anschauen"],
        },
        {
            "topic": "Wohnung", "dimension": "housing",
            "will": "Wir wollen in der Wohnung bleiben.",
            "statement": "Wir zahlen ab jetzt pünktlich und den Rückstand in Raten.",
            "sign": "Der Vermieter bestätigt die Raten.",
            "steps": ["Ratenvereinbarung unterschreiben"],
        },
    ],
    "notes": [
        "Erstgespräch mit Frau und Herrn Özdemir. Alles kommt gleichzeitig; Reihenfolge gemeinsam festgelegt.",
        "Pflegegrad telefonisch beantragt, Antragstag festgehalten. Begutachtung kommt in drei Wochen.",
        "Bildungsträger sagt Platz zu, Beginn nach den Feiertagen, Kurszeiten liegen vor.",
        "Kita kann Defne bis 15:30 betreuen, Can steht auf der Warteliste der Krippe.",
        "Krankengeld von Herrn Özdemir endet bald; Übergangsgeld erst mit der Reha.",
        "Vermieter stimmt Raten zu. Wohngeld läuft, Nebenkosten werden geprüft.",
    ],
}  # fmt: skip
CONTACTS = (
    (Channel.ON_SITE, "Unterlagen für den Bildungsgutschein durchgesehen."),
    (Channel.PHONE, "Kita fragt nach dem Beginn, zurückgerufen."),
    (Channel.OUTREACH, "Hausbesuch wegen der Wohnung der Großmutter."),
    (Channel.PHONE, "Frau Özdemir meldet: Begutachtung ist angekündigt."),
    (Channel.EMAIL, "Bescheid als Foto geschickt, Frist eingetragen."),
    (Channel.ON_SITE, "Haushaltsplan gemeinsam gerechnet."),
)


def create(front: Desk, offers: dict[str, Offer], lead: User) -> Course:
    """Write the whole case as if it had grown over eight months."""
    time = front.time
    opened = time.workday_ago(DAYS)
    home = _family(front, opened, lead)
    course = case_work.open_course(STORY, home, lead, opened, front)
    course.case.weight = "A"
    case_work.grow(course, front)
    for number in range(36):
        channel, note = CONTACTS[number % len(CONTACTS)]
        front.book_later(
            time.workday_ago(max(1, DAYS - 6 - number * 6)), home=home, codes=[STORY["concerns"][number % 4]], by=lead,
            case_id=course.case.id, channel=channel, note=note, result=(Result.ADVICE, Result.APPOINTMENT)[number % 2],
        )  # fmt: skip
    _measures(Planner(course, offers, time))
    _referrals(course, Sender(offers, time), front)
    files.agree(course, time)
    files.confer(
        course,
        time,
        ["Herr Petrovski, Jobcenter", "Frau Achterberg, Kindertagesbetreuung", "Frau Immenhof, Pflegestützpunkt"],
    )
    for number, key in enumerate(("mietschulden", "pflege", "krank")):
        files.file_one(course, time, number, key)
    agenda.remind(course, time, time.today, "Kita wegen Can anrufen: Krippenplatz?", urgent=True)
    agenda.remind(course, time, time.workday_in(4), "Bescheid über den Pflegegrad da?")
    return course


def _family(front: Desk, since: date, by: User) -> Home:
    time = front.time
    place = {"street": "Amselweg 12", "postcode": "00901", "town": "Musterstadt", "municipality_key": "00999001"}
    people = []
    for number, (given, sex, born, _) in enumerate(FAMILY):
        grown = born.year < 2009
        people.append(create_person(
            data=PersonData(
                last_name="Özdemir", first_name=given, born=BirthDate(born, Precision.DAY), sex=sex,
                former_name="Kaya" if given == "Aylin" else "",
                salutation=("Frau" if sex == "w" else "Herr") if grown else "",
                language="Türkisch" if given == "Emine" else "Deutsch",
                interpreter="phone" if given == "Emine" else "",
                email=mail_address(given, "Özdemir") if given == "Aylin" else "",
                phones=[PhoneData(f"0176 555-41{number:02}", "mobil", True, grown)] if number in (0, 1, 3) else [],
                **place,
            ),
            by=by, now=time.at(since),
        ))  # fmt: skip
    household = household_actions.found_household(
        head=people[0], joined_on=since, now=time.at(since), name="Familie Özdemir"
    )
    household.kind = "family"
    for person, (_, _, _, role) in list(zip(people, FAMILY, strict=True))[1:]:
        household_actions.add_member(household=household, person=person, role=role, joined_on=since, today=time.today)
    for child in people[3:]:
        for adult in people[:2]:
            household_actions.relate(person=child, other=adult, kind=RelationKind.CUSTODIAN)
    household_actions.relate(person=people[2], other=people[0], kind=RelationKind.CARER, starts_on=since)
    household_actions.relate(
        person=people[2], other=people[0], kind=RelationKind.POWER_OF_ATTORNEY, starts_on=since,
        evidence=Evidence("Vorsorgevollmacht", issued_on=since), today=time.today,
    )  # fmt: skip
    people[0].notice_given_on, people[0].notice_edition = since, "2026-07"
    home = Home(household, "family", GROUP_BY_CODE["tr"], people[:3], people[3:])
    front.homes = [*front.homes, home]
    return home


MEASURES: tuple[tuple[str, str, str, str, str, M, int, int | None, str], ...] = (
    # key, kind, label, who, offer, state, start, end, weekly times
    ("training", "retraining", "Umschulung Büromanagement", "Aylin",
     "Umschulung Kauffrau/Kaufmann für Büromanagement", M.GRANTED, 22, 740, "Mo–Do 8–16; Fr 8–13"),
    ("", "course", "Vorbereitungskurs PC", "Aylin", "Handy, Konto, Online-Ausweis", M.RUNNING, -40, 14, "Mi 14–17"),
    ("", "kita", "Kita Defne", "Defne", "Kita-Platz ab 3 Jahren", M.RUNNING, -220, 600, "Mo–Fr 7:30–15:30"),
    ("", "kita", "Krippe Can", "Can", "Krippe", M.WAITLISTED, 22, 600, "Mo–Fr 7:30–15"),
    ("", "childminding", "Tagesmutter Can", "Can", "Betreuung für unter Dreijährige", M.APPLIED, 22, 300,
     "Mo–Do 7:30–15:30"),
    ("", "childminding", "Randzeit Defne", "Defne", "Randzeitenbetreuung", M.GRANTED, 22, 600,
     "Mo–Do 15:30–17; Mo–Fr 7–7:30"),
    ("", "school", "Grundschule Kerem", "Kerem", "", M.RUNNING, -400, 500, "Mo–Fr 8–12:30"),
    ("", "after_school", "Ganztag Kerem", "Kerem", "Ganztag für Grundschulkinder", M.RUNNING, -100, 500,
     "Mo–Fr 12:30–16:30"),
    ("", "participation", "Schwimmkurs Ela", "Ela", "", M.RUNNING, -30, 60, "Sa 10–11"),
    ("", "course", "Berufsberatung Deniz", "Deniz", "Berufsberatung für Jugendliche", M.PLANNED, 5, 60,
     "Di 15–16 alle 2 Wochen"),
    ("", "day_care", "Tagespflege Emine", "Emine", "Tagespflege", M.GRANTED, 15, None, "Di 8–16:30; Do 8–16:30"),
    ("", "care_service", "Pflegedienst Emine", "Emine", "Ambulante Pflege", M.RUNNING, -60, None, "Mo–So 7–7:45"),
    ("sick_pay", "benefit", "Krankengeld Murat", "Murat", "", M.RUNNING, -300, 21, ""),
    ("transition", "benefit", "Übergangsgeld Murat", "Murat", "", M.APPLIED, 50, 92, ""),
    ("", "rehabilitation", "Medizinische Reha Murat", "Murat", "Medizinische Rehabilitation", M.GRANTED, 50, 71, ""),
    ("", "benefit", "Wohngeld", "Aylin", "Wohngeld beantragen", M.RUNNING, -120, 125, ""),
    ("", "debt_counselling", "Schuldnerberatung", "Aylin", "Schuldnerberatung", M.WAITLISTED, 28, 200,
     "Mi 15–16 alle 4 Wochen"),
)  # fmt: skip


def _measures(plan: Planner) -> None:
    home = plan.course.home
    people = {person.first_name: person for person in (*home.adults, *home.children)}
    written = {}
    for key, kind, label, who, offer, state, start, end, times in MEASURES:
        measure = plan.add(kind, label, person=people[who], offer=offer, state=state, start=start, end=end, times=times)
        written[key or label] = measure
    training = written["training"]
    for name in ("Defne", "Can", "Kerem", "Emine"):
        plan.cover(people[name], [training], 30, 30)
    plan.mesh("prerequisite", measure=training.id, needs="Bildungsgutschein", available_on=plan.in_days(9).isoformat())
    plan.mesh("start_within", first=written["sick_pay"].id, second=written["transition"].id, max_days_after_end=1)


def _referrals(course: Course, sender: Sender, front: Desk) -> None:
    wanted = (
        ("Wohngeld beantragen", State.COMPLETED, 205), ("Hilfe bei Mietschulden und Räumung", State.COMPLETED, 200),
        ("Pflegeberatung", State.COMPLETED, 150), ("Weiterbildungsberatung", State.COMPLETED, 140),
        ("Krippe", State.DECLINED, 90), ("Kita-Platz vermitteln", State.WAITLISTED, 20),
        ("Tagespflege", State.IN_PROGRESS, 26), ("Schuldnerberatung", State.WAITLISTED, 17),
        ("Medizinische Rehabilitation", State.ACCEPTED, 9), ("Randzeitenbetreuung", State.IN_PROGRESS, 14),
        ("Mietrechtsberatung", State.QUESTION, 6), ("Berufsberatung für Jugendliche", State.REQUESTED, 2),
        ("Wohnberatung zu Hause", State.CONSENT_PENDING, 1),
    )  # fmt: skip
    written = {}
    for name, state, back in wanted:
        written[name] = sender.refer(
            name, state, front.time.workday_ago(back), by=course.lead, person=course.home.head, case=course.case,
            reason="Begleitung im Fall Özdemir, abgestimmt mit der Familie",
        )  # fmt: skip
    first, *others = [written[name] for name in ("Pflegeberatung", "Tagespflege", "Wohnberatung zu Hause")]
    for referral in others:
        if first is not None and referral is not None:
            join_bundle(referral=referral, first=first)
