"""The client's version of the referral letter: the same facts in plain words."""

from lotse.foundation.dates_in_words import long_date, short_date, weekday_date
from lotse.letters.rules.client_sheets import ClientSheet, Section
from lotse.letters.rules.referral_letter import ReferralLetter


def client_version(letter: ReferralLetter) -> ClientSheet:
    """Tell the client what was written about them to whom, and what they have to do themselves."""
    return ClientSheet(
        title="Das haben wir für Sie geschrieben",
        lead=_lead(letter),
        sections=tuple(section for section in _sections(letter) if section is not None),
        legal=(*letter.basis_sentences[:1], "Sie können die Einwilligung jederzeit für die Zukunft widerrufen.")
        if letter.basis.consent_on
        else letter.basis_sentences[:1],
    )


def _lead(letter: ReferralLetter) -> tuple[str, ...]:
    where = letter.recipient.window_lines[0]
    if letter.appointment:
        return (f"Ihr Termin: {letter.appointment}", f"bei {where}")
    return (f"{where} meldet sich bei Ihnen oder bei uns.", f"Antwort bis {weekday_date(letter.respond_by)}")


def _sections(letter: ReferralLetter) -> tuple[Section | None, ...]:
    return (
        Section(heading="Wohin?", sentences=(", ".join(letter.recipient.window_lines),)),
        Section(heading="Worum geht es?", sentences=(f"{letter.service}.", *letter.discussed)),
        Section(heading="Das haben wir von Ihnen weitergegeben", points=_told(letter)),
        Section(heading="Ihre Anträge", sentences=letter.application_sentences) if letter.applications else None,
        Section(
            heading="Diese Tage sind wichtig",
            rows=tuple((weekday_date(d.last_day), d.what) for d in letter.deadlines),
        )
        if letter.deadlines
        else None,
        Section(heading="Das bringen Sie mit", points=letter.missing, tick_boxes=True) if letter.missing else None,
        Section(
            heading="Sie haben nichts gehört?",
            sentences=(
                f"Wir fragen nach, wenn bis {long_date(letter.respond_by)} keine Antwort da ist.",
                f"Sie können uns immer anrufen: {letter.clerk.phone or letter.office.phone}, {letter.clerk.name}.",
                f"Unser Zeichen ist: {letter.our_sign}.",
            ),
        ),
    )


def _told(letter: ReferralLetter) -> tuple[str, ...]:
    """List what the other office reads, so that the client can object."""
    born = f", geboren am {short_date(letter.client_born_on)}" if letter.client_born_on else ""
    return (
        f"Ihren Namen: {letter.client}{born}",
        *((f"Wie Sie erreichbar sind: {', '.join(letter.client_contact)}",) if letter.client_contact else ()),
        *((f"Was Sie möchten: „{letter.wish}“",) if letter.wish else ()),
        *((f"Was Sie brauchen: {', '.join(letter.needs)}",) if letter.needs else ()),
        *(f"Was schon läuft: {help.what}, {help.office}" for help in letter.running),
        *((f"Unterlagen: {', '.join(letter.enclosed)}",) if letter.enclosed else ()),
    )
