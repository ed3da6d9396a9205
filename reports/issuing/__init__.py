"""Issuing a report: frozen with its data, numbered, signed for, to be checked by anybody who holds it."""
