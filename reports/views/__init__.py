"""Pages of the reports: one module per page."""
