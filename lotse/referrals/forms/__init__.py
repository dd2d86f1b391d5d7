"""Forms of referrals: drafts and sending, answers and steps, ways and agreements."""
