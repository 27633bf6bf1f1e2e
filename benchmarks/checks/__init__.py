"""Labelled pairs for the checks, and their scorer: see README.md."""
