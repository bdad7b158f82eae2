"""Pages about the own account and its tokens."""
