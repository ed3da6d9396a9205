"""The rules, by what they look at; each reads a scene and yields deviations."""
