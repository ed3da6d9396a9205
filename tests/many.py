"""A plan many times as large as it is, to show what does not grow with it."""

from indicators.models import AnnualTarget, Indicator, Realization


def multiply_indicators(unit, times):
    """Give each of the unit's indicators times - 1 copies with the same targets and realizations."""
    for indicator in list(Indicator.objects.filter(plan__unit=unit)):
        copies = [
            _copy(indicator, code=f"{indicator.code}-{n}", order=indicator.order + n)
            for n in range(1, times)
        ]
        Indicator.objects.bulk_create(copies)
        for model in (AnnualTarget, Realization):
            rows = model.objects.filter(indicator=indicator)
            model.objects.bulk_create(
                [_copy(row, indicator=copy) for copy in copies for row in rows]
            )


def _copy(row, **changes):
    values = {
        field.name: getattr(row, field.name)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }
    return type(row)(**(values | changes))
