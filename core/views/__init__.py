"""Pages that belong to no campaign app: one module per page."""
