"""The public pages of submissions: what organisations and reviewers see."""
