"""What the APIs of all apps share: errors, permissions, paging, rows, entity tags, idempotent writes."""
