"""Bad plan documents: every fault by its JSON path, with what is allowed."""

import copy

import pytest

from lotse.measures.rules.document import parse_plan, read_plan
from lotse.measures.rules.faults import BadPlanError
from tests.measures.documents import (
    cover,
    example,
    measure,
    no_overlap,
    plan,
    prerequisite,
    slot,
    start_within,
    weekly_limit,
)


def whole():
    return plan(
        [
            measure("M1", slot(every_weeks=2, anchor_monday="2027-03-01"), closures=[("2027-03-01", "2027-03-02")]),
            measure("M2", slot()),
        ],
        [
            cover(identity="A"),
            prerequisite("M1", "2027-03-03", identity="B"),
            no_overlap(identity="C"),
            start_within("M1", "M2", 5, identity="D"),
            weekly_limit("M1", 60, identity="E"),
        ],
    )


def faults(document):
    with pytest.raises(BadPlanError) as caught:
        read_plan(document)
    return [str(fault) for fault in caught.value.faults]


def spoiled(path, value):
    document = whole()
    *way, last = path
    place = document
    for step in way:
        place = place[step]
    if value is KeyError:
        del place[last]
    else:
        place[last] = value
    return document


def required_fields(value, way=()):
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in ("every_weeks",):
                yield (*way, key)
            yield from required_fields(inner, (*way, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from required_fields(inner, (*way, index))


def json_path(way):
    return "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in way)


@pytest.mark.parametrize("way", list(required_fields(whole())), ids=json_path)
def test_every_field_of_the_format_is_required(way):
    if way[-1] == "anchor_monday":
        assert any("anchor_monday" in line for line in faults(spoiled(way, KeyError)))
    else:
        assert any(line.startswith(f"{json_path(way)}: fehlt; erlaubt: ") for line in faults(spoiled(way, KeyError)))


@pytest.mark.parametrize("way", list(required_fields(whole())), ids=json_path)
def test_a_value_of_the_wrong_type_is_a_fault_and_never_a_crash(way):
    for wrong in ([[]], {"a": 1}, 1.5, -1):
        assert any(line.startswith(json_path(way)) for line in faults(spoiled(way, wrong)))


BAD = [
    (("state",), "XX", '$.state: "XX" ist kein Land; erlaubt: BW, BY'),
    (("state",), "Augsburg", '$.state: "Augsburg" ist kein Land'),
    (
        ("horizon", "end"),
        "2027-02-28",
        '$.horizon.end: "2027-02-28" liegt vor "start"; erlaubt: ein Datum ab 2027-03-01',
    ),
    (("horizon", "end"), "2027-02-29", '$.horizon.end: "2027-02-29" ist kein Datum; erlaubt: ein Datum JJJJ-MM-TT'),
    (("horizon", "end"), "20270301", '$.horizon.end: "20270301" ist kein Datum'),
    (("measures", 0, "end"), "2027-02-01", '$.measures[0].end: "2027-02-01" liegt vor "start"'),
    (("measures", 0, "person"), "P9", '$.measures[0].person: "P9" ist keine Person dieses Plans; erlaubt: P1, K1'),
    (("measures", 0, "slots", 0, "to"), "09:00", '$.measures[0].slots[0].to: "09:00" liegt nicht nach "from" "09:00"'),
    (("measures", 0, "slots", 0, "to"), "25:00", '$.measures[0].slots[0].to: "25:00" ist keine Uhrzeit'),
    (("measures", 0, "slots", 0, "to"), "24:01", '$.measures[0].slots[0].to: "24:01" ist keine Uhrzeit'),
    (("measures", 0, "slots", 0, "from"), "8:00", '$.measures[0].slots[0].from: "8:00" ist keine Uhrzeit'),
    (
        ("measures", 0, "slots", 0, "days"),
        ["MI"],
        '$.measures[0].slots[0].days[0]: "MI" ist kein Wochentag; erlaubt: MO',
    ),
    (("measures", 0, "slots", 0, "every_weeks"), 0, "$.measures[0].slots[0].every_weeks: 0 ist unzulässig"),
    (("measures", 0, "slots", 0, "anchor_monday"), "2027-03-02", '$.measures[0].slots[0].anchor_monday: "2027-03-02"'),
    (("measures", 0, "closures", 0, "to"), "2027-02-01", '$.measures[0].closures[0].to: "2027-02-01" liegt vor "from"'),
    (("measures", 0, "confirmed"), "ja", '$.measures[0].confirmed: "ja" ist unzulässig; erlaubt: true oder false'),
    (("measures", 1, "closures"), {}, "$.measures[1].closures: {} ist unzulässig; erlaubt: eine Liste"),
    (("requirements", 1, "id"), "A", '$.requirements[1].id: die id "A" kommt mehrmals vor'),
    (
        ("requirements", 0, "kind"),
        "covers",
        '$.requirements[0].kind: "covers" ist keine bekannte Art; erlaubt: cover, ',
    ),
    (("requirements", 0, "subject"), "K7", '$.requirements[0].subject: "K7" ist keine Person dieses Plans'),
    (
        ("requirements", 0, "by"),
        ["M2", "M7"],
        '$.requirements[0].by[1]: "M7" ist keine Maßnahme dieses Plans; erlaubt: ',
    ),
    (("requirements", 0, "travel_after_min"), True, "$.requirements[0].travel_after_min: true ist unzulässig"),
    (
        ("requirements", 1, "available_on"),
        None,
        "$.requirements[1].available_on: null ist unzulässig; erlaubt: ein Datum",
    ),
    (
        ("requirements", 2, "measures"),
        ["M1"],
        "$.requirements[2].measures: nennt 1 verschiedene Maßnahmen; erlaubt: genau",
    ),
    (("requirements", 3, "second"), "M7", '$.requirements[3].second: "M7" ist keine Maßnahme dieses Plans'),
    (("requirements", 4, "must_stay_below_minutes"), 0, "$.requirements[4].must_stay_below_minutes: 0 ist unzulässig"),
]


@pytest.mark.parametrize(("way", "value", "line"), BAD, ids=[line[:60] for _, _, line in BAD])
def test_a_fault_names_its_path_what_is_wrong_and_what_is_allowed(way, value, line):
    found = faults(spoiled(way, value))
    assert len(found) == 1
    assert found[0].startswith(line)


def test_an_id_used_twice_is_a_fault_at_its_second_place():
    document = whole()
    document["measures"].append(measure("M2"))
    assert faults(document) == ['$.measures[2].id: die id "M2" kommt mehrmals vor; erlaubt: jede id einmal']


def test_all_faults_are_found_in_one_go():
    document = whole()
    document["state"] = "?"
    document["measures"][0]["start"] = "gestern"
    del document["requirements"][3]["first"]
    assert len(faults(document)) == 3


def test_a_fault_stays_on_one_line_whatever_the_document_holds():
    assert all("\n" not in line for line in faults(spoiled(("state",), "H\nE")))


def test_null_is_allowed_where_the_format_leaves_something_open():
    document = whole()
    document["measures"][0] |= {"end": None, "org": None, "label": None}
    document["persons"][0]["birth_date"] = None
    document["measures"][0]["slots"][0] |= {"every_weeks": None, "anchor_monday": None}
    assert read_plan(document).measures[0].end is None


def test_unknown_extra_keys_are_ignored():
    document = example(1)
    plain = copy.deepcopy(document)
    document["measures"][0]["note"] = document["requirements"][0]["colour"] = "?"
    assert read_plan(document) == read_plan(plain)


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"state": NaN}'])
def test_what_is_no_plan_at_all_is_refused(text):
    with pytest.raises(BadPlanError):
        parse_plan(text)
