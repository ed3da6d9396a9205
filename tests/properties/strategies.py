"""Figures and texts as people and files bring them."""

from decimal import Decimal

from hypothesis import strategies as st

# What a column of figures holds: 15 digits, four of them decimals.
LARGEST = 10**15 - 1


def _figure(steps):
    return Decimal(steps).scaleb(-4)


figures = st.integers(-LARGEST, LARGEST).map(_figure) | st.integers(
    -2_000_000, 2_000_000
).map(_figure)
positive_figures = st.integers(1, LARGEST).map(_figure) | st.integers(1, 2_000_000).map(
    _figure
)
not_positive_figures = st.integers(-LARGEST, 0).map(_figure)
amounts = st.integers(0, LARGEST).map(Decimal)

any_text = st.text(st.characters(), max_size=300)
# Made of what figures are made of: most of it nearly a figure.
figure_like = st.text(
    "0123456789.,-+−–% \u00a0RpIDRjtMTABCen/a#=٣²½\ufeff", max_size=30
)
digits_and_marks = st.from_regex(r"[0-9]{1,4}([.,][0-9]{1,4}){0,3}", fullmatch=True)
