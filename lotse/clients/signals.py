"""Signals of clients: slices above add what must be seen at a person's name."""

from blinker import Namespace

_signals = Namespace()

collect_marks = _signals.signal("collect-marks")
"""Sent once per page with `person_ids`, `today` and `marks` (person id to list of Mark); receivers append."""
