"""Catalogs under git: merged by unit, looked at before they are committed, read as they were."""
