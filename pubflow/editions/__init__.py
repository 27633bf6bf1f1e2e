"""Writers: a statement becomes an edition."""
