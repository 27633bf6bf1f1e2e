"""What the checks say, of catalogs, files and statements; what is mended unasked and what a person lets stand."""
