"""Whom a brief relates to, and how: always to something older."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from .world import BRIEF_KINDS, Plan, World

COUNT = 6
_RECENT = 200

#: The relations that any brief may have to any older record, in turn.
_GENERAL = (
    *("enabled-by", "prompted-by", "established-by", "constrained-by", "overseen-by", "part-of"),
    *("implements", "amends", "follows", "modelled-on", "supports", "contrasted-with", "related"),
)
_TO_POLICIES = ("enabled-by", "prompted-by", "constrained-by", "implements")


def targets(plan: Plan, world: World, rng: Random) -> list[tuple[str, str]]:
    """Relations and their targets, each target once."""
    found: dict[str, str] = {}
    for relation, to in _special(plan, world):
        found.setdefault(to, relation)
    turn = plan.number * COUNT
    while len(found) < COUNT:
        relation = _GENERAL[turn % len(_GENERAL)]
        found.setdefault(_target(relation, plan, world, rng), relation)
        turn += 1
    return [(relation, to) for to, relation in found.items()]


def realised(plan: Plan, world: World) -> bool:
    """Whether a later brief realises this proposal."""
    there_is_next = plan.number + len(BRIEF_KINDS) < len(world.briefs)
    return plan.is_proposal and there_is_next and _realises(plan.ordinal + 1, plan.kind)


def _realises(ordinal: int, kind: str) -> bool:
    """Whether the brief with this place in its kind realises the one before it."""
    return ordinal % 10 == 2 and (ordinal // 10 + BRIEF_KINDS.index(kind)) % 2 == 0


def _special(plan: Plan, world: World) -> Iterator[tuple[str, str]]:
    """Relations to a certain record: a proposal, what it takes the place of, a meeting."""
    if _realises(plan.ordinal, plan.kind):
        yield "realises", _before(plan, 1, world).id
    if plan.ordinal % 10 == 7:
        yield "replaces", _before(plan, 4, world).id
    if plan.number % 4 == 3:
        meeting = _last_meeting(plan, world)
        if meeting:
            yield "outcome-of", f"{meeting.id}#{('first', 'second', 'third')[plan.number % 3]}"


def _before(plan: Plan, steps: int, world: World) -> Plan:
    """The brief of the same kind so many places before."""
    return world.briefs[plan.number - steps * len(BRIEF_KINDS)]


def _last_meeting(plan: Plan, world: World) -> Plan | None:
    """The last dialogue before this brief that has met."""
    earlier = reversed(world.briefs[max(0, plan.number - 12) : plan.number])
    return next((other for other in earlier if other.sessions), None)


def _target(relation: str, plan: Plan, world: World, rng: Random) -> str:
    """An older record: a policy, one of the recent briefs, or one that many relate to."""
    policies = world.policies
    if relation in _TO_POLICIES or plan.number < 2 * COUNT:
        return policies[int(len(policies) * rng.random() ** 2)].id
    if rng.random() < 0.25:
        return world.briefs[int(plan.number * rng.random() ** 2)].id
    return world.briefs[rng.randrange(max(0, plan.number - _RECENT), plan.number)].id
