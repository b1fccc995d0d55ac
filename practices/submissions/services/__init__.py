"""Everything that changes a case. Each service is one transaction that locks the case first, and tells everybody."""
