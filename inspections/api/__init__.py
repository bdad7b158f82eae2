"""The API of points, the classification, tickets, their events and photos."""
