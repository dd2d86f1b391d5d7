"""Statistics: figures for reports, their definitions and protection, and identity-free rows that survive deletion."""
