"""Tags of ticket pages."""
