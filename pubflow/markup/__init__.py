"""Mark-up languages: loads and dumps side by side."""
