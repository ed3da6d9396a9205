"""Evidence of realizations: what is missing, what a file holds, where it is stored, how it is added."""

from indicators.evidence.missing import MISSING_SENTENCES, missing_evidence

__all__ = ["MISSING_SENTENCES", "missing_evidence"]
