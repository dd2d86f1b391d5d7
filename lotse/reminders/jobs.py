"""The unattended work of reminders: the digest of each morning, telling who stands in, raising alarms."""

from collections import Counter
from datetime import date, timedelta

from lotse.accounts import queries as accounts
from lotse.accounts.actions import absences
from lotse.accounts.rules import SOCIAL_WORK, Role
from lotse.foundation.clock import now
from lotse.foundation.db import db
from lotse.foundation.workdays import is_workday
from lotse.reminders.actions import mails
from lotse.reminders.queries.alarms import open_alarms
from lotse.reminders.queries.due import approvals_of, due_items
from lotse.reminders.queries.people import list_untold_absences, staff_on
from lotse.reminders.rules.items import Kind, Part, part_of

AHEAD = timedelta(days=365)


def send_digests(today: date) -> int:
    """Queue one mail per person with something due; none on days off. May run twice: the mail is queued once."""
    if not is_workday(today, accounts.office_region()):
        return 0
    staff = staff_on(today)
    queued = 0
    for user in accounts.list_users(roles=SOCIAL_WORK):
        if user.id in staff.deputies or (user.preferences or {}).get("digest") is False:
            continue
        items = due_items(staff.seen_by(user.id), today=today, until=today)
        if user.role == Role.TEAM_LEAD:
            items += approvals_of(user.unit_id)
        tally = Counter(item.kind for item in items)
        counts = {kind: tally[kind] for kind in Kind if tally[kind]}
        overdue = sum(part_of(item, today) is Part.OVERDUE for item in items)
        queued += mails.queue_digest(user=user, overdue=overdue, counts=counts, today=today, now=now())
        db.session.commit()
    return queued


def tell_stand_ins(today: date) -> int:
    """Tell everybody concerned of a stand-in once: both people of an absence, a deputy's deputy, a leaver's heirs."""
    told = _tell_absences(today)
    staff = staff_on(today)
    for absence in accounts.list_absences(today):
        if absence.starts_on <= today:
            for heir in staff.looked_after_by(absence.user_id) - {absence.user_id, absence.deputy_id}:
                told += mails.tell_of_chain(absence=absence, to=accounts.get_user(heir), now=now())
    left = {item.owner_id for item in due_items(staff.inactive, today=today, until=today + AHEAD)}
    for gone in sorted(id_ for id_ in staff.inactive if id_ in left):
        for heir in staff.looked_after_by(gone) - {gone}:
            told += mails.tell_of_leaver(gone=accounts.get_user(gone), to=accounts.get_user(heir), now=now())
    db.session.commit()
    return told


def raise_alarms(_today: date) -> int:
    """Tell every administrator of each new thing wrong with unattended work."""
    found = open_alarms(now())
    admins = accounts.list_users(roles=(Role.ADMINISTRATION,)) if found else ()
    told = sum(mails.tell_of_alarm(alarm=alarm, to=admin, now=now()) for alarm in found for admin in admins)
    db.session.commit()
    return told


def _tell_absences(today: date) -> int:
    told = 0
    for absence in list_untold_absences():
        if absence.ends_on >= today:
            user, deputy = accounts.get_user(absence.user_id), accounts.get_user(absence.deputy_id)
            mails.tell_of_absence(absence=absence, user=user, deputy=deputy, now=now())
            told += 1
        absences.mark_absence_told(absence=absence, now=now())
        db.session.commit()
    return told
