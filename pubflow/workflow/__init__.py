"""What each command does: read, run the pure stage, write, report. One module a command."""
