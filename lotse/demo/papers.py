"""Letters of the demo office, printed for good: what went to partners, what clients took home."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from datetime import time as hour
from typing import TYPE_CHECKING

import sqlalchemy as sa

from lotse.accounts.models import User
from lotse.contacts.models import Appointment
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.foundation.errors import LotseError
from lotse.foundation.pdf import missing_libraries
from lotse.foundation.pdf_batch import print_many
from lotse.letters import actions
from lotse.letters.queries import case_drafts, client_drafts, deadline_drafts, referral_drafts
from lotse.letters.rules.draft import Draft
from lotse.letters.rules.kinds import LEAVES_THE_HOUSE, Kind, Means, Variant
from lotse.referrals.models import Referral
from lotse.referrals.rules.states import OPEN

if TYPE_CHECKING:
    from lotse.demo.calendar import Clock
    from lotse.demo.case_work import Course

TO_PARTNERS = 4
FAMILIES = 2
Written = tuple[Draft, User, datetime]


def create(courses: Sequence[Course], time: Clock) -> None:
    """Print and file a dozen letters; a machine without Pango gets a demo office without them."""
    if missing_libraries():
        return
    written = [*_to_partners(), *_to_clients(courses, time)]
    made = print_many([actions.pages_of(draft) for draft, _, _ in written])
    for (draft, by, at), pdf in zip(written, made, strict=True):
        if isinstance(pdf, bytes):
            letter = actions.file_letter(printed=actions.Printed(draft, pdf), by=by, now=at)
            if draft.kind != Kind.WEEK:  # one that nobody has handed over yet
                means = Means.POST if draft.kind in LEAVES_THE_HOUSE else Means.HANDED
                on = clock.local(at).date()
                actions.record_dispatch(letter=letter, on=on, means=means, by=by, today=time.today)


def _to_partners() -> Iterator[Written]:
    """The letters of open referrals that went by post, each with the client's sheet, on the day they were sent."""
    query = sa.select(Referral).where(
        Referral.means == "letter", Referral.state.in_(OPEN), Referral.sent_on.is_not(None)
    )
    found = 0
    for referral in db.session.scalars(query.order_by(Referral.sent_on.desc(), Referral.id)):
        assert referral.sent_on is not None
        by, at = db.session.get_one(User, referral.created_by_id), clock.instant(referral.sent_on, hour(11))
        try:
            packet = referral_drafts.referral_packet(referral.id, user=by, now=at)
        except LotseError:
            continue  # the consent has ended since: no letter today either
        yield from ((draft, by, at) for draft in packet)
        found += 1
        if found == TO_PARTNERS:
            return


def _to_clients(courses: Sequence[Course], time: Clock) -> Iterator[Written]:
    """What two families took home, and one appointment card."""
    for course in [course for course in courses if course.is_open and course.lead.login == "lotsin"][:FAMILIES]:
        case, by = course.case, course.lead
        yield client_drafts.notice(case.person_id, Variant.PLAIN, user=by, now=time.now), by, time.now
        yield case_drafts.week(case.id, "", user=by, now=time.now), by, time.now
        for deadline in deadline_drafts.printable_deadlines(case.id)[:1]:
            sheet = deadline_drafts.deadline(case.id, deadline.id, Variant.PLAIN, user=by, now=time.now)
            yield sheet, by, time.now
    ahead = sa.select(Appointment).where(Appointment.person_id.is_not(None), Appointment.starts_at > time.now)
    for row in db.session.scalars(ahead.order_by(Appointment.starts_at).limit(1)):
        by = db.session.get_one(User, row.created_by_id)
        card = client_drafts.appointment(row.id, Variant.PLAIN, as_card=True, user=by, now=time.now)
        yield card, by, time.now
