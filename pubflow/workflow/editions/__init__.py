"""The editions of a statement: what each is made of, its pages on the disk, and its preview."""
