"""Everything people send about a case, checked before anything is done with it."""
