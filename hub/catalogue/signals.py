from django.dispatch import Signal

# Sent inside the transaction of a change, just before it ends, with `entry_ids`: a frozenset of primary keys.
# An id without a row means the entry is gone.
entries_changed = Signal()
