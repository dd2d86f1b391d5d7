"""Every change to measures and to what must mesh; each brings the findings of the case up to date."""
