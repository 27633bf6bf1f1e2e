"""What each command does: read, run the pure stage, write, report. A folder a stage, a module a command."""
