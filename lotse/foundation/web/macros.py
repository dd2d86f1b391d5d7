"""What makes macros cheap: every page imports a dozen files of them."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import MutableMapping
from typing import Any

from flask import Flask


def register(app: Flask) -> None:
    """Let templates without globals of their own use those of the environment directly.

    Jinja asks at every import whether the importing template knows names that the imported one does not, and looks
    each of the twenty up through a ChainMap, in Python; a plain dict answers as a set.
    """
    environment = app.jinja_env

    def make_globals(own: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return ChainMap(own, environment.globals) if own else environment.globals

    environment.make_globals = make_globals  # type: ignore[method-assign, assignment]  # it is Flask that makes it
