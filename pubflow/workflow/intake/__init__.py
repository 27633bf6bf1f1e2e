"""How a text comes in: a file becomes a statement, its segments become catalogs, its changes are told."""
