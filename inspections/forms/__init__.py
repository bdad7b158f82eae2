"""Forms of problems. None of them loses what a person typed or uploaded."""
