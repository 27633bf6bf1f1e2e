"""To other tools and back: terms as TBX and lists; hand-outs as XLIFF, Word files, numbered pages and messages."""
