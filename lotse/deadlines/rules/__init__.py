"""The pure deadline engine: inputs in, dates with their steps in words out.

`engine.evaluate` is the only door; the command `lotse deadline check` and the form on the case both use it.
"""
