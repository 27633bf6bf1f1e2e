"""What people agreed to before: kept by language, searched, exchanged, offered for a similar sentence."""
