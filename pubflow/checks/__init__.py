"""Checks: one file a family."""
