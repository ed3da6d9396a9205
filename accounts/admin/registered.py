"""Units, signatories, people and the record of writing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q

from accounts.admin.base import (
    UnitScopedAdmin,
    UnitScopedInline,
    visible_unit_ids,
)
from accounts.admin.second_factor import SecondFactorReset
from accounts.audit import batch
from accounts.models import AuditBatch, Role, Signatory, Team, Unit, User
from accounts.passwords import SetPasswordForm

if TYPE_CHECKING:
    from django.db.models import QuerySet

# The rights of a role are written down in accounts.perms and set by setup_roles, not clicked together.
admin.site.unregister(Group)


class SignatoryInline(UnitScopedInline):
    model = Signatory
    fields = ["name", "nip", "position", "is_acting", "start", "end"]


@admin.register(Unit)
class UnitAdmin(UnitScopedAdmin):
    unit_path = "pk"
    list_display = ["code", "name", "kind", "parent", "place"]
    list_filter = ["kind"]
    list_select_related = ["parent"]
    search_fields = ["code", "name"]
    fieldsets = [
        (None, {"fields": ["code", "name", "kind", "parent"]}),
        ("Dokumen", {"fields": ["letterhead", "logo", "place"]}),
        ("Asal data", {"fields": ["source"]}),
    ]
    inlines = [SignatoryInline]

    def unit_of(self, obj: Any) -> Unit:
        return obj

    def get_readonly_fields(self, request: Any, obj: Any = None) -> list[str]:
        """The place of one's own unit in the tree decides who sees it: not the unit's own matter."""
        return ["parent"] if obj is not None and not request.user.is_superuser else []

    def get_form(
        self,
        request: Any,
        obj: Any = None,
        change: bool = False,
        **kwargs: Any,
    ) -> Any:
        """A new unit stands below the own one."""
        form = super().get_form(request, obj, change, **kwargs)
        if "parent" in form.base_fields:
            form.base_fields["parent"].required = not request.user.is_superuser
        return form


@admin.register(Signatory)
class SignatoryAdmin(UnitScopedAdmin):
    unit_path = "unit"
    list_display = ["name", "position_text", "unit_code", "start", "end"]
    list_filter = ["is_acting", ("unit", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["unit"]
    search_fields = ["name", "nip", "position"]
    autocomplete_fields = ["unit"]
    fields = ["unit", "name", "nip", "position", "is_acting", "start", "end", "source"]

    def unit_of(self, obj: Any) -> Unit:
        return obj.unit

    @admin.display(description="jabatan", ordering="position")
    def position_text(self, obj: Signatory) -> str:
        return obj.position_text


@admin.register(Team)
class TeamAdmin(UnitScopedAdmin):
    unit_path = "unit"
    list_display = ["name", "unit_code"]
    list_filter = [("unit", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["unit"]
    search_fields = ["name"]
    autocomplete_fields = ["unit"]
    filter_horizontal = ["members"]
    fields = ["unit", "name", "members", "source"]

    def unit_of(self, obj: Any) -> Unit:
        return obj.unit

    def formfield_for_manytomany(
        self, db_field: Any, request: Any, **kwargs: Any
    ) -> Any:
        """Members are people of the own unit; whose account has ended stays in the teams of old."""
        team = request.resolver_match.kwargs.get("object_id")
        members = Team.members.through.objects.filter(team=team).values("user")
        people = User.objects.filter(Q(is_active=True) | Q(pk__in=members))
        if not request.user.is_superuser:
            people = people.filter(unit=request.user.unit_id)
        kwargs["queryset"] = people.order_by("first_name", "last_name", "username")
        field: Any = super().formfield_for_manytomany(db_field, request, **kwargs)
        field.label_from_instance = name_of
        return field


def name_of(person: User) -> str:
    """Return what a person is called where people are chosen."""
    return person.get_full_name() or person.username


@admin.register(User)
class PersonAdmin(SecondFactorReset, UnitScopedAdmin, UserAdmin):
    form = UserChangeForm
    change_password_form = SetPasswordForm
    unit_path = "unit"
    list_display = [
        "username",
        "full_name",
        "unit_code",
        "role_names",
        "is_active",
        "last_login",
    ]
    list_filter = ["is_active", "groups", ("unit", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["unit"]
    search_fields = ["username", "first_name", "last_name", "email"]
    filter_horizontal = []
    readonly_fields = [
        "last_login",
        "date_joined",
        "second_factor",
        "second_factor_and_link",
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "usable_password", "password1", "password2"]}),
        ("Unit kerja dan peran", {"fields": ["unit", "groups", "is_staff"]}),
    ]

    def get_queryset(self, request: Any) -> QuerySet:
        return super().get_queryset(request).prefetch_related("groups")

    def get_fieldsets(self, request: Any, obj: Any = None) -> list[Any]:
        """Rights come from roles alone; only a superuser makes another one."""
        if obj is None:
            return self.add_fieldsets
        signing_in = ["must_change_password", self.second_factor_field(request, obj)]
        if self.has_change_permission(request, obj):
            signing_in = ["password", *signing_in]
        status = [
            "is_active",
            "is_staff",
            *(["is_superuser"] if request.user.is_superuser else []),
        ]
        return [
            (None, {"fields": ["username", *signing_in]}),
            ("Data diri", {"fields": ["first_name", "last_name", "email"]}),
            ("Unit kerja dan peran", {"fields": ["unit", "groups", *status]}),
            ("Waktu", {"fields": ["last_login", "date_joined"]}),
        ]

    def get_readonly_fields(self, request: Any, obj: Any = None) -> Any:
        """A first password stays one until its owner has changed it."""
        names = super().get_readonly_fields(request, obj)
        is_first = obj is not None and obj.must_change_password
        return [*names, "must_change_password"] if is_first else names

    def get_changeform_initial_data(self, request: Any) -> dict[str, Any]:
        """Whatever the role, people read the data administration unless somebody says otherwise."""
        return {"is_staff": True, **super().get_changeform_initial_data(request)}

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        """A new account has a password that two people know: its owner changes it first."""
        obj.must_change_password |= not change
        super().save_model(request, obj, form, change)

    def user_change_password(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Set somebody's password under a batch; when nothing was saved no batch stays behind."""
        with batch(AuditBatch.Path.FORM, user=request.user):
            response = super().user_change_password(request, *args, **kwargs)
            if response.status_code == 200:
                transaction.set_rollback(True)
            return response

    def unit_of(self, obj: Any) -> Unit | None:
        return obj.unit

    def may_write(self, request: Any, obj: Any) -> bool:
        """An administrator looks after the accounts of the own unit and those below, never a superuser's."""
        if obj is None or request.user.is_superuser:
            return True
        return not obj.is_superuser and obj.unit_id in visible_unit_ids(request)

    def formfield_for_foreignkey(
        self, db_field: Any, request: Any, **kwargs: Any
    ) -> Any:
        """A person belongs to a unit that the administrator sees."""
        if db_field.name != "unit":
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        kwargs["queryset"] = Unit.objects.visible_to(request.user)
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        field.required = not request.user.is_superuser
        return field

    def formfield_for_manytomany(
        self, db_field: Any, request: Any, **kwargs: Any
    ) -> Any:
        """Offer the roles, which are groups, without their rights."""
        field: Any = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "groups":
            field.queryset = Group.objects.filter(name__in=Role.values).order_by("name")
            field.to_field_name = "name"
        return field

    @admin.display(description="nama", ordering="first_name")
    def full_name(self, obj: User) -> str:
        return obj.get_full_name()

    @admin.display(description="peran")
    def role_names(self, obj: User) -> str:
        return ", ".join(group.name for group in obj.groups.all())
