"""What a form does with the faults a computation finds in its inputs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from lotse.deadlines.rules.inputs import BadInputs, Fault
from lotse.foundation.errors import FieldError
from lotse.foundation.web.forms import GermanForm


class ComputingForm(GermanForm):
    """A form whose inputs are computed with; each fault shows at its field."""

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """Let bad inputs end the block too."""
        try:
            with super().refusing():
                yield
        except BadInputs as error:
            for fault in error.faults:
                self.refuse(FieldError(fault.field, _sentence(fault)))


def _sentence(fault: Fault) -> str:
    if fault.message == "fehlt":
        return "Bitte ausfüllen."
    return f"{fault.message[0].upper()}{fault.message[1:]}."
