"""The case file of what an organisation submits: rounds, review, decision."""
