"""Who agreed to what, and whether it still holds: policy, standing of units, plain editors, signatures. Pure."""
