"""Readers: a file becomes a statement."""
