"""What may leave the house, and the bundle that it leaves in. Pure."""
