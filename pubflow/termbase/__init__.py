"""The controlled glossary: entries, and where they occur in a text."""
