"""Cases: their life, life situation, will and goals, plan, notes, and who is responsible."""
