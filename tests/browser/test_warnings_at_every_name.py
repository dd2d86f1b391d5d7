"""A warning stands at the name of its person on every page of the office, whoever looks."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from lxml import html

from lotse.accounts.rules import SOCIAL_WORK, Role
from lotse.clients.models import Person, PersonWarning
from lotse.foundation import clock
from lotse.foundation.db import db

STAFF = [role for role in Role if role not in {Role.STATISTICS, Role.ADMINISTRATION}]
ONLY_WHAT_WAS_DISCLOSED = {"referrals.inbox", "referrals.received"}
"""A receiver sees what the client agreed to and nothing else (ADR 0221)."""
PAPER = {"casefile.plan"}
"""A version of the plan as it was agreed: typed words, fixed with the day, no person behind them."""
NOT_A_NAME = {"title", "text", "option", "script", "style", "textarea", "label", "legend", "strong", "button"}
"""Where a name is part of a control or a sentence, not the heading, row or link of a person."""
AROUND = {"td", "th", "li", "dd", "dt", "p", "h1", "h2", "h3", "h4", "summary", "div"}


@pytest.fixture(scope="module")
def names(office) -> set[str]:
    """The names of everybody in the demo office, each with a warning from now on."""
    with office.app.app_context():
        at, today = clock.now(), clock.today()
        found: set[str] = set()
        for person in db.session.scalars(sa.select(Person)):
            found |= {person.full_name, person.list_name}
            db.session.add(
                PersonWarning(
                    person_id=person.id, kind="care", text="Probe", valid_until=today + timedelta(days=99),
                    created_at=at,
                )
            )  # fmt: skip
        db.session.commit()
    return found


@pytest.mark.parametrize("role", STAFF)
def test_wherever_a_name_stands_its_warning_stands_too(office, names, role):
    client, missing, seen = office.client(role), [], 0
    for endpoint, address in office.addresses(role).items():
        if endpoint in ONLY_WHAT_WAS_DISCLOSED | PAPER:
            continue
        page = html.fromstring(client.get(address, base_url=office.base).text)
        for node, name in named(page, names):
            seen += 1
            if not has_marks(node):
                missing.append(f"{endpoint} ({address}): {name} in <{node.tag} class={node.get('class')}>")
    assert not missing, "\n".join(sorted(set(missing)))
    assert seen > 3 or role not in SOCIAL_WORK


def named(page, names):
    """Every element whose own text is the name of a person."""
    for node in page.iter():
        if not isinstance(node.tag, str) or node.tag in NOT_A_NAME:
            continue
        around = [node, *node.iterancestors()]
        if any("breadcrumb" in (one.get("class") or "") or one.tag == "label" for one in around):
            continue
        if set((node.get("class") or "").split()) & {"visually-hidden", "muted"}:
            continue
        text = " ".join((node.text or "").split())
        if text in names:
            yield node, text


def has_marks(node) -> bool:
    """Whether a warning stands in the same cell, row of a list, or heading."""
    for place in [node, *node.iterancestors()]:
        if place.xpath('.//*[contains(@class, "marks")]'):
            return True
        if place.tag in AROUND:
            parent = place.getparent()
            beside = place.getnext()
            return (beside is not None and "marks" in (beside.get("class") or "")) or (
                place.tag in {"h1", "h2", "h3", "h4"} and bool(parent.xpath('./*[contains(@class, "marks")]'))
            )
    return False
