"""Forms about who leads: assign, hand over, answer, stand-in, case leads of other bodies."""

from __future__ import annotations

from wtforms import SelectField, SubmitField
from wtforms.validators import InputRequired

from lotse.foundation.web.forms import GermanDateField, GermanForm, LineField, TextField, choices_of

PROCEDURES = {
    "cooperation_plan": "Kooperationsplan (Jobcenter, § 15 SGB II)",
    "youth_plan": "Hilfeplan (Jugendamt, § 36 SGB VIII)",
    "youth_navigator": "Verfahrenslotse (§ 10b SGB VIII)",
    "participation_plan": "Teilhabeplan (Reha-Träger, § 19 SGB IX)",
    "overall_plan": "Gesamtplan (§ 117 SGB IX)",
    "care_plan": "Versorgungsplan (Pflegeberatung, § 7a SGB XI)",
    "participation_advice": "EUTB (§ 32 SGB IX)",
    "other": "anderes Verfahren",
}


class AssignForm(GermanForm):
    """Who shall lead a case that nobody leads."""

    to_id = SelectField("Fallführung", coerce=int, validators=[InputRequired("Bitte eine Person wählen.")])


class HandoverForm(GermanForm):
    """Offer the lead to a colleague."""

    to_id = SelectField("Neue Fallführung", coerce=int, validators=[InputRequired("Bitte eine Person wählen.")])
    reason = TextField(
        "Grund und was sie oder er wissen muss",
        [InputRequired("Bitte den Grund nennen.")],
        most=300,
        description="Die Fallführung wechselt erst, wenn die Kollegin oder der Kollege annimmt.",
    )


class AnswerForm(GermanForm):
    """Accept or decline an offered case."""

    note = LineField("Anmerkung", most=300, description="Bei einer Ablehnung bitte den Grund nennen.")
    accept = SubmitField("Fall annehmen")
    decline = SubmitField("Ablehnen")


class DeputyForm(GermanForm):
    """Name a stand-in for one case."""

    to_id = SelectField("Vertretung", coerce=int, validators=[InputRequired("Bitte eine Person wählen.")])
    starts_on = GermanDateField("Erster Tag", [InputRequired("Bitte den ersten Tag nennen.")])
    ends_on = GermanDateField("Letzter Tag")
    reason = LineField("Anlass", most=200)


class OtherLeadForm(GermanForm):
    """Another body leads a procedure of its own."""

    procedure = SelectField("Verfahren", choices=choices_of(PROCEDURES))
    organisation = LineField("Stelle", [InputRequired("Bitte die Stelle nennen.")])
    contact = LineField("Ansprechperson, Telefon, E-Mail")
    since = GermanDateField("Seit", [InputRequired("Bitte den Tag nennen.")])
