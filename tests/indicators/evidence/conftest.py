"""An indicator whose evidence is kept in memory: nothing may rely on a folder."""

import pytest
from django.core.files.storage import storages

from tests import factories as make

MEMORY = {"BACKEND": "django.core.files.storage.InMemoryStorage"}


@pytest.fixture
def storage(settings):
    settings.STORAGES = {**settings.STORAGES, "evidence": MEMORY}
    return storages["evidence"]


@pytest.fixture
def indicator(unit, storage):
    plan = make.PlanFactory(unit=unit, code="RENSTRA-UJI", in_force=(2023,))
    return make.IndicatorFactory(
        plan=plan,
        code="SK1.1",
        evidence_rule="required",
        data_source="- Laporan IKM\n- Berita acara\n",
    )


@pytest.fixture
def realization(indicator):
    return make.RealizationFactory(indicator=indicator)


@pytest.fixture
def kept(storage):
    """Return a function that lists the names in the storage."""

    def names():
        folders, loose = storage.listdir("")
        return loose + [
            f"{f}/{name}" for f in folders for name in storage.listdir(f)[1]
        ]

    return names
