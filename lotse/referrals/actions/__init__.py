"""Changing referrals: write a draft, send it through the gate, take steps, answer, confirm the effect.

The verbs other slices use stand here under one name; each lives in the module of its noun.
"""

from __future__ import annotations

from lotse.referrals.actions.access import end_access as end_access
from lotse.referrals.actions.drafts import SecondReferral as SecondReferral
from lotse.referrals.actions.drafts import change_draft as change_draft
from lotse.referrals.actions.drafts import keep_reply_code as keep_reply_code
from lotse.referrals.actions.drafts import refer_client as refer_client
from lotse.referrals.actions.sending import send as send
from lotse.referrals.actions.steps import StepRefused as StepRefused
from lotse.referrals.actions.steps import confirm_effect as confirm_effect
from lotse.referrals.actions.steps import name_next_step as name_next_step
from lotse.referrals.actions.steps import note_attempt as note_attempt
from lotse.referrals.actions.steps import note_reminder as note_reminder
from lotse.referrals.actions.steps import record_answer as record_answer
from lotse.referrals.actions.steps import take_step as take_step
from lotse.referrals.actions.steps import withdraw_after_revocation as withdraw_after_revocation
