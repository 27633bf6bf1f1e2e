"""The glossary's commands: what it holds, where its terms occur, what a change of it touches."""
