"""Teams, volunteers, activities, turnout and service in the API: read only, masked, within the row scope."""
