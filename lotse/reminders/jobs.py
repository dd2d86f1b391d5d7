"""The unattended work of reminders: the digest of each morning, and telling who stands in."""

from collections import Counter
from datetime import date

from lotse.accounts import actions as account_actions
from lotse.accounts import queries as accounts
from lotse.accounts.rules import SOCIAL_WORK, Role
from lotse.foundation.clock import now
from lotse.foundation.db import db
from lotse.foundation.workdays import is_region, is_workday
from lotse.reminders.actions import mails
from lotse.reminders.queries.due import approvals_of, due_items
from lotse.reminders.queries.people import list_untold_absences, staff_on
from lotse.reminders.rules.items import Kind, Part, part_of


def send_digests(today: date) -> int:
    """Queue one mail per person with something due; none on days off. May run twice: the mail is queued once."""
    region = str(accounts.get_setting("land", "HE"))
    if not is_workday(today, region if is_region(region) else "HE"):
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


def tell_absences(today: date) -> int:
    """Tell both people of every new absence, once."""
    told = 0
    for absence in list_untold_absences():
        if absence.ends_on >= today:
            user, deputy = accounts.get_user(absence.user_id), accounts.get_user(absence.deputy_id)
            mails.tell_of_absence(absence=absence, user=user, deputy=deputy, now=now())
            told += 1
        account_actions.mark_absence_told(absence=absence, now=now())
        db.session.commit()
    return told
