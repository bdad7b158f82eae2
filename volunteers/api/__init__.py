"""Teams, volunteers, activities and turnout in the API: read only, masked, within the row scope."""
