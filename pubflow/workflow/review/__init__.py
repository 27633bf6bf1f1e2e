"""People's part: units and whole texts agreed to, questions to the desk, and where everything stands."""
