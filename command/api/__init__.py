"""The API of areas and departments, and how a program proves whose it is."""
