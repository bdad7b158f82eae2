"""The demonstration city: Dingzhou with its points, its people and ninety days of problems."""
