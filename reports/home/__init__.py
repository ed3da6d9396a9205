"""The home page: for every role, what waits for the person."""
