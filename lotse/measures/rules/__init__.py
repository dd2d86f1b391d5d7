"""The interlocking engine: what a plan says, where it does not mesh, and how to say so; pure.

`document` reads the interchange format into a `plan`, `check` answers with `findings`, `explain` says them in German.
Inside, the minutes of a day and the dates of a horizon are integers used as sets (`minutes`, `calendar`).
"""
