"""Forms of volunteering. None of them loses what a person typed."""
