"""Is a term of the glossary found in the source and met in the draft? Sentences with terms marked by hand, and a scorer."""
