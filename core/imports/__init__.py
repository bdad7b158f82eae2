"""Importing lists: an app declares a list and gets preview, apply, undo, workbooks, pages and commands."""
