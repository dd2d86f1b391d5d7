"""The interlocking engine: what a plan says, where it does not mesh, and how to say so; pure.

`document` reads the interchange format into a `plan`, `check` answers with `findings`, `explain` says them in German.
Inside, a week of sessions is one integer of 7 x 1440 bits (`weeks`); weeks that look alike are judged once
(`calendar`).
"""
