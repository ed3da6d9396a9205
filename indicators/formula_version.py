"""The version of the arithmetic: issued documents say by which formulas their figures were computed.

A test keeps the digest of the modules below and asks for a new version when they change: another
figure from the same data is another version, other words are not.
"""

FORMULA_VERSION = "1"
FORMULA_MODULES = (
    "indicators.numbers",
    "indicators.calculation",
    "indicators.achievement",
    "indicators.accumulation",
    "budgets.figures",
)
