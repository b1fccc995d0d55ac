from django.dispatch import Signal

#: A person leaves for good: `user`. Sent inside the transaction, before the account is emptied. Receivers delete or
#: empty what their room keeps about the person; what others rely on stays, without the name.
account_erased = Signal()
