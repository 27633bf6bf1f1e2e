"""Work that goes out to people and comes back."""
