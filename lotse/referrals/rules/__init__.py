"""Pure rules of the referral loop: states and the transition table, clocks, coded reasons."""
