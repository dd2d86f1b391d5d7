"""What is wrong with a plan document: one line per fault, with its place, the fault and what is allowed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    path: str
    wrong: str
    allowed: str

    def __str__(self) -> str:
        return f"{self.path}: {self.wrong}; erlaubt: {self.allowed}"


class BadPlanError(Exception):
    """The document cannot be read as a plan; carries every fault found."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults
