"""What is empty is filled: by memory, then by engines, with what may leave this machine and what may not."""
