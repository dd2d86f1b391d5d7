"""Who may open which page: said on the route, checked before the view, refused by default.

Who may see which *record* is not decided here but in the scoped queries, by the grants of `accounts.queries`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, g
from flask_login import current_user

from lotse.accounts.acting import Acting
from lotse.accounts.models import User
from lotse.accounts.rules import Role

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = "public"


def allow(*roles: Role) -> Callable[[View], View]:
    """Open a view to the given roles."""

    def mark(view: View) -> View:
        return _marked(view, lotse_roles=frozenset(roles))

    return mark


def reads(view: View) -> View:
    """Mark a POST view that changes nothing and takes no write lock: a search whose words stay out of the address."""
    return _marked(view, lotse_only_reads=True)


def public(view: View) -> View:
    """Open a view to people without an account. A handful exist; the architecture test lists them."""
    return _marked(view, lotse_roles=PUBLIC)


def _marked(view: View, **marks: object) -> View:
    """Write marks at the function itself, where the guard, the frame and the tests read them."""
    vars(view).update(marks)
    return view


def signed_in_user() -> User:
    """Return the account that acts in this request. Only guarded views may ask."""
    return acting_account().as_user()


def acting_account() -> Acting:
    """Return what is known of the acting account without its row: id, role, site, unit. Only guarded views may ask."""
    found = find_acting_account()
    if found is None:
        raise LookupError("nobody is signed in: the view is public")
    return found


def find_acting_account() -> Acting | None:
    """Return what is known of the acting account, or None on public pages."""
    account = current_user._get_current_object()  # once: every look through the proxy asks Flask-Login anew
    return account if account is not None and account.is_authenticated else None


def roles_of(app: Flask, endpoint: str) -> frozenset[Role] | str | None:
    """Return the roles a view is open to, PUBLIC, or None when nobody said (then nobody may)."""
    view = app.view_functions.get(endpoint)
    return getattr(view, "lotse_roles", None)


def may_open(app: Flask, endpoint: str, user: Acting | User | None) -> bool:
    """True when the account may open the endpoint; for links and navigation too."""
    roles = roles_of(app, endpoint)
    if roles == PUBLIC:
        return True
    return user is not None and isinstance(roles, frozenset) and user.role in roles


def throw_out() -> None:
    """End the running session at the end of this request."""
    g.end_session = True
