"""Pages of volunteering: one module per subject."""
