"""The one door of the engine: a rule's code and raw inputs in, a result or every fault out."""

from collections.abc import Mapping

from lotse.deadlines.rules.book import RULES, Rule
from lotse.deadlines.rules.inputs import BadInputs, Fault, read_inputs
from lotse.deadlines.rules.results import Result


def evaluate(code: object, raw: object) -> Result:
    """Compute one case; raise BadInputs with every fault that was found."""
    rule = RULES.get(code) if isinstance(code, str) else None
    if rule is None:
        raise BadInputs([Fault("rule", _unknown_rule(code))])
    needed, faults = needed_inputs(rule, raw)
    inputs = read_inputs(raw, needed, faults)
    try:
        return rule.compute(inputs)
    except (OverflowError, ValueError) as error:
        # A period of thousands of years leads out of the calendar; nothing else raises these after the reading.
        raise BadInputs([Fault("period", "führt aus dem Kalender hinaus")]) from error


def needed_inputs(rule: Rule, raw: object) -> tuple[tuple[str, ...], tuple[Fault, ...]]:
    """Return what the rule needs, including what the chosen law or place needs, and a fault for an unknown choice."""
    choice = rule.needs[0]
    chosen = raw.get(choice) if rule.by_law and isinstance(raw, Mapping) else None
    if not isinstance(chosen, str) or not chosen.strip():
        return rule.needs, ()
    needs = rule.by_law.get(chosen.strip(), rule.by_law.get("*"))
    if needs is None:
        return rule.needs, (Fault(choice, f"muss für diese Regel eines sein von: {', '.join(rule.by_law)}"),)
    return rule.needs + needs, ()


def _unknown_rule(code: object) -> str:
    if code is None:
        return "fehlt"
    return f"{code[:60]} ist keine bekannte Regel" if isinstance(code, str) else "ist kein Wort"
