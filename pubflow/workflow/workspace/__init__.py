"""What every command stands on: statements, catalogs and histories opened and kept, the record, what a run reports."""
