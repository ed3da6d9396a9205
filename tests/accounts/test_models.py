"""Units, signatories and people: what the database refuses, and who sees which unit."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from accounts.models import (
    LOGO_MAX_BYTES,
    AuditBatch,
    AuditHead,
    AuditPart,
    Signatory,
    SignIn,
    Unit,
    descendants,
)
from tests.constraint_cases import (
    constraints_of,
    has_own_sentence,
    is_no_choice,
    is_refused_by_the_database,
    sentences_of,
)
from tests.factories import (
    PlanFactory,
    SignatoryFactory,
    TeamFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def twin(row):
    """Return an unsaved copy of a row."""
    row.pk = None
    row._state.adding = True
    return row


def its_own_parent():
    unit = UnitFactory()
    unit.parent = unit
    return unit


def a_second_part_of_a_batch():
    opened = AuditBatch.objects.create(path="form")
    part = {"batch": opened, "model": "a.b", "unit_number": 1, "rows": 1}
    AuditPart.objects.create(**part)
    return AuditPart(**part)


# Constraint → a row that violates it.
CASES = {
    "audit_batch_path_known": lambda: AuditBatch(path="surat"),
    "audit_batch_sealed_wholly": lambda: AuditBatch(path="form", sequence=1),
    "audit_head_is_one": lambda: AuditHead(
        pk=2, sequence=0, digest="0" * 64, sealed_at=timezone.now()
    ),
    "audit_part_once": a_second_part_of_a_batch,
    "sign_in_outcome_known": lambda: SignIn(outcome="x"),
    "unit_kind_known": lambda: UnitFactory.build(kind="x"),
    "unit_not_its_own_parent": its_own_parent,
    "team_name_once_per_unit": lambda: twin(TeamFactory()),
    "signatory_once_per_start": lambda: twin(SignatoryFactory()),
    "signatory_end_after_start": lambda: SignatoryFactory.build(
        unit=UnitFactory(), end=datetime.date(2020, 12, 31)
    ),
}
# A list of choices refuses the value before the constraint is asked; the words are Django's, in Indonesian.
CHOICES_ONLY = {
    "audit_batch_path_known",
    "sign_in_outcome_known",
    "unit_kind_known",
}
# Where a field's own check speaks before the constraint.
SAID_BY_THE_FIELD = {
    "unit_not_its_own_parent": "Induk tidak boleh unit ini sendiri atau unit di bawahnya."
}
CONSTRAINTS = constraints_of("accounts")


def test_every_constraint_has_a_case_and_no_case_is_left_over():
    assert set(CASES) == set(CONSTRAINTS)


@pytest.mark.parametrize("name", sorted(set(CONSTRAINTS) - CHOICES_ONLY))
def test_every_constraint_has_a_sentence_of_its_own(name):
    assert has_own_sentence(CONSTRAINTS[name][1])


@pytest.mark.parametrize("name", sorted(CASES))
def test_the_database_refuses_what_the_constraint_forbids(name):
    assert is_refused_by_the_database(CASES[name](), *CONSTRAINTS[name])


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_form_says_why_in_indonesian(name):
    said = sentences_of(CASES[name]())
    if name in CHOICES_ONLY:
        assert is_no_choice(said)
    else:
        own = CONSTRAINTS[name][1].violation_error_message
        assert SAID_BY_THE_FIELD.get(name, own) in said


def test_a_unit_code_is_used_once_and_the_refusal_is_indonesian(unit):
    with pytest.raises(ValidationError) as refusal:
        UnitFactory.build(code=unit.code).full_clean()
    assert refusal.value.message_dict["code"] == ["Unit kerja dengan Kode telah ada."]


@pytest.mark.parametrize("code", ["", " ", "A B", "-A", "=1+1", "<b>", "A;B", "é"])
def test_a_unit_code_holds_letters_digits_and_few_signs(db, code):
    with pytest.raises(ValidationError) as refusal:
        UnitFactory.build(code=code).full_clean()
    assert set(refusal.value.message_dict) == {"code"}


@pytest.mark.parametrize(
    "nip", ["1", "19700101199903100", "1970010119990310012", "NIP"]
)
def test_a_nip_has_eighteen_digits(unit, nip):
    with pytest.raises(ValidationError) as refusal:
        SignatoryFactory.build(unit=unit, nip=nip).full_clean()
    assert "NIP terdiri atas 18 angka." in refusal.value.message_dict["nip"]


def test_a_complete_signatory_passes(unit):
    SignatoryFactory.build(
        unit=unit, nip="197001011999031001", end=datetime.date(2021, 1, 1)
    ).full_clean()


def test_parents_cannot_stand_in_a_circle(unit):
    child = UnitFactory(parent=unit)
    grandchild = UnitFactory(parent=child)
    unit.parent = grandchild
    with pytest.raises(ValidationError) as refusal:
        unit.full_clean()
    assert refusal.value.message_dict["parent"] == [
        "Induk tidak boleh unit ini sendiri atau unit di bawahnya."
    ]


def test_a_unit_may_move_under_another_branch(unit):
    child = UnitFactory(parent=unit)
    child.parent = UnitFactory()
    child.full_clean()


def logo(size):
    return ContentFile(b"\x89PNG" + b"0" * (size - 4), name="logo.png")


def test_a_logo_of_512_kb_passes_and_one_byte_more_is_refused(unit):
    unit.logo = logo(LOGO_MAX_BYTES)
    unit.full_clean()
    unit.logo = logo(LOGO_MAX_BYTES + 1)
    with pytest.raises(ValidationError) as refusal:
        unit.full_clean()
    assert refusal.value.message_dict["logo"] == ["Logo paling besar 512 KB."]


@pytest.mark.parametrize("name", ["logo.svg", "logo.exe", "logo.html", "logo"])
def test_a_logo_is_png_or_jpeg(unit, name):
    unit.logo = ContentFile(b"<svg onload=alert(1)>", name=name)
    with pytest.raises(ValidationError) as refusal:
        unit.full_clean()
    assert set(refusal.value.message_dict) == {"logo"}


def test_a_unit_whose_logo_file_is_lost_can_still_be_edited(unit, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    Unit.objects.filter(pk=unit.pk).update(logo="logo/hilang.png")
    Unit.objects.get(pk=unit.pk).full_clean()


def test_the_letterhead_is_its_lines_or_else_the_name():
    assert UnitFactory.build(
        letterhead=" KEMENTERIAN \n\nBALAI\n"
    ).letterhead_lines == [
        "KEMENTERIAN",
        "BALAI",
    ]
    assert UnitFactory.build(name="Balai Uji").letterhead_lines == ["Balai Uji"]


def test_a_unit_with_people_plans_signatories_or_children_stays(unit):
    for belongs in (
        UserFactory(unit=unit),
        PlanFactory(unit=unit),
        SignatoryFactory(unit=unit),
        UnitFactory(parent=unit),
    ):
        with pytest.raises(ProtectedError), transaction.atomic():
            unit.delete()
        belongs.delete()
    unit.delete()
    assert not Unit.objects.exists()


def test_a_person_named_in_a_batch_stays(unit):
    person = UserFactory(unit=unit)
    AuditBatch.objects.create(path=AuditBatch.Path.FORM, user=person)
    with pytest.raises(ProtectedError), transaction.atomic():
        person.delete()


@pytest.fixture
def heads(unit):
    """An earlier head until March 2022, then a gap, an acting one from May 2022 on."""
    day = datetime.date
    first = SignatoryFactory(
        unit=unit, name="Pertama", start=day(2021, 1, 1), end=day(2022, 3, 31)
    )
    acting = SignatoryFactory(
        unit=unit, name="Kedua", start=day(2022, 5, 1), is_acting=True
    )
    SignatoryFactory(name="Unit lain", start=day(2020, 1, 1))
    return first, acting


@pytest.mark.parametrize(
    ("day", "name"),
    [
        pytest.param((2020, 12, 31), None, id="before anybody"),
        pytest.param((2021, 1, 1), "Pertama", id="first day"),
        pytest.param((2022, 3, 31), "Pertama", id="last day"),
        pytest.param((2022, 4, 1), None, id="gap"),
        pytest.param((2022, 5, 1), "Kedua", id="successor"),
        pytest.param((2030, 1, 1), "Kedua", id="without end"),
    ],
)
def test_a_document_names_who_signed_on_its_day(unit, heads, day, name):
    found = Signatory.on(unit, datetime.date(*day))
    assert (found.name if found else None) == name


def test_the_later_of_two_in_force_signs(unit, heads):
    SignatoryFactory(unit=unit, name="Ketiga", start=datetime.date(2023, 1, 1))
    assert Signatory.on(unit, datetime.date(2023, 6, 1)).name == "Ketiga"
    assert Signatory.on(unit, datetime.date(2022, 6, 1)).name == "Kedua"


def test_an_acting_official_signs_as_plt(heads):
    first, acting = heads
    assert first.position_text == "Kepala Balai"
    assert acting.position_text == "Plt. Kepala Balai"


@pytest.mark.parametrize(
    ("pairs", "found"),
    [
        pytest.param([(1, None)], {1}, id="alone"),
        pytest.param([(1, None), (2, 1), (3, 2), (4, None)], {1, 2, 3}, id="below"),
        pytest.param([(2, 1), (3, 1)], {1, 2, 3}, id="children before parent"),
        pytest.param([(1, 3), (2, 1), (3, 2)], {1, 2, 3}, id="circle"),
        pytest.param([(1, 1)], {1}, id="its own parent"),
        pytest.param([], {1}, id="unknown root"),
    ],
)
def test_descendants_are_the_root_and_all_below_even_in_a_circle(pairs, found):
    assert descendants(1, pairs) == found


@pytest.fixture
def tree(unit):
    """BSKJI over the office and a sister; the office over a branch."""
    top = UnitFactory(code="BSKJI")
    Unit.objects.filter(pk=unit.pk).update(parent=top)
    unit.refresh_from_db()
    return {
        "top": top,
        "office": unit,
        "sister": UnitFactory(code="SAUDARA", parent=top),
        "branch": UnitFactory(code="CABANG", parent=unit),
    }


@pytest.mark.parametrize(
    ("place", "seen"),
    [
        ("top", {"BSKJI", "BALAI-UJI", "SAUDARA", "CABANG"}),
        ("office", {"BALAI-UJI", "CABANG"}),
        ("sister", {"SAUDARA"}),
        ("branch", {"CABANG"}),
        (None, set()),
    ],
)
def test_people_see_their_own_unit_and_those_below(tree, place, seen):
    person = UserFactory(unit=tree[place] if place else None)
    visible = Unit.objects.visible_to(person)
    assert {unit.code for unit in visible} == seen


def test_a_superuser_sees_every_unit_also_without_one_of_his_own(tree):
    person = UserFactory(unit=None, is_superuser=True)
    assert Unit.objects.visible_to(person).count() == 4


def test_the_line_upwards_is_the_unit_and_those_above(tree):
    line = Unit.objects.with_ancestors(tree["branch"])
    assert {unit.code for unit in line} == {"CABANG", "BALAI-UJI", "BSKJI"}


def test_the_line_upwards_ends_in_a_circle(tree):
    Unit.objects.filter(pk=tree["top"].pk).update(parent=tree["branch"])
    assert Unit.objects.with_ancestors(tree["branch"]).count() == 3
