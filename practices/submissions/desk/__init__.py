"""The editors' desk in the administration: the board, a case, its decision, the log, the report."""
