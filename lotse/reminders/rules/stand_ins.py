"""Whose things go to whom while somebody is away: to the deputy, never to nobody."""

from collections.abc import Collection, Mapping


def resolve(
    user_id: int, *, deputies: Mapping[int, int], inactive: Collection[int], leads: Mapping[int, Collection[int]]
) -> frozenset[int]:
    """Return who looks after this account's things today.

    `deputies` names the deputy of everybody who is away, `leads` the team leads that answer for an account. A deputy
    who is away too passes on to the own deputy; where the chain ends with nobody, the team leads take over.
    """
    seen: set[int] = set()
    current = user_id
    while current in deputies and current not in seen:
        seen.add(current)
        current = deputies[current]
    if current in inactive or current in seen:
        present = frozenset(lead for lead in leads.get(user_id, ()) if lead not in inactive)
        return present or frozenset({user_id})
    return frozenset({current})


def looked_after_by(
    user_id: int,
    everybody: Collection[int],
    *,
    deputies: Mapping[int, int],
    inactive: Collection[int],
    leads: Mapping[int, Collection[int]],
) -> frozenset[int]:
    """Return the accounts whose things this account sees today: the own and those it stands in for."""
    others = {
        other
        for other in everybody
        if other != user_id
        and (other in deputies or other in inactive)
        and user_id in resolve(other, deputies=deputies, inactive=inactive, leads=leads)
    }
    return frozenset({user_id, *others})
