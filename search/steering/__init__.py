"""Editors' synonyms and best bets, as they are in force for the search in hand."""

from search.steering.current import Steering, steering, steering_of

__all__ = ["Steering", "steering", "steering_of"]
