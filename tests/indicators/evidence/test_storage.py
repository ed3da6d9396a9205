"""Where evidence files are: in a folder that nobody serves, or in any storage that a setting names."""

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from indicators.evidence import files
from tests.test_security import ROOT, environment

S3 = {"EVIDENCE_STORAGE": "storages.backends.s3.S3Storage"}


@pytest.fixture
def folder(settings, tmp_path):
    options = settings.STORAGES["evidence"]["OPTIONS"]
    evidence = {
        **settings.STORAGES["evidence"],
        "OPTIONS": {**options, "location": tmp_path / "evidence"},
    }
    settings.STORAGES = {**settings.STORAGES, "evidence": evidence}
    return tmp_path / "evidence"


def test_a_file_is_the_owners_alone(folder):
    path = folder / files.store(ContentFile(b"isi"), "pdf")
    assert path.read_bytes() == b"isi"
    for place, mode in ((path, 0o600), (path.parent, 0o700), (folder, 0o700)):
        assert stat.S_IMODE(place.stat().st_mode) == mode


def test_names_say_nothing_and_are_never_the_same(folder):
    names = {files.store(ContentFile(b"isi"), "docx") for _ in range(20)}
    assert len(names) == 20
    assert all(files.STORED_NAME.fullmatch(name) for name in names)


def test_the_folder_is_outside_of_what_is_served(settings):
    place = Path(settings.STORAGES["evidence"]["OPTIONS"]["location"])
    for served in (
        settings.MEDIA_ROOT,
        settings.STATIC_ROOT,
        *settings.STATICFILES_DIRS,
    ):
        assert not place.is_relative_to(served)


def test_a_name_that_leads_out_is_not_opened(folder):
    (folder.parent / "rahasia").write_text("x")
    with pytest.raises(Exception, match=r"outside|traversal"):
        files.open_stored("../rahasia")


def evidence_setting(tmp_path, **variables):
    script = (
        "import json, renstra.settings as s; "
        "print(json.dumps(s.STORAGES['evidence'], default=str))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=environment(tmp_path, **variables),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(answer.stdout)


def test_a_fresh_installation_keeps_them_in_its_own_folder(tmp_path):
    found = evidence_setting(tmp_path)
    assert found["BACKEND"] == "django.core.files.storage.FileSystemStorage"
    assert found["OPTIONS"]["location"] == str(tmp_path / "evidence")


def test_another_storage_is_a_setting(tmp_path):
    options = {"bucket_name": "kinerja-bukti", "file_overwrite": False}
    variables = {**S3, "EVIDENCE_STORAGE_OPTIONS": json.dumps(options)}
    found = evidence_setting(tmp_path, **variables)
    assert found == {"BACKEND": S3["EVIDENCE_STORAGE"], "OPTIONS": options}
