"""What every page of the data administration shares: the unit's borders, the batch, refusals in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IS_POPUP_VAR, BaseModelAdmin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.http import Http404
from django.shortcuts import redirect

from accounts.admin.history import HistoryPages
from accounts.audit import batch
from accounts.choices import KEY, ChoiceSelect
from accounts.models import AuditBatch, Unit
from accounts.perms import may_write

if TYPE_CHECKING:
    from django.db.models import ForeignKey, QuerySet
    from django.http import HttpResponse

NEVER_OFFERED = {"regex", "iregex", "range"}
STILL_USED = "Tidak dapat dihapus karena masih dipakai data lain."
CHANGED_MEANWHILE = "Data ini diubah orang lain sementara Anda menyimpan; tidak ada yang disimpan. Periksa lalu ulangi."


class UnitForm(forms.ModelForm):
    """A form whose model's ``clean()`` may ask for a relation that the form has just found missing."""

    def _post_clean(self) -> None:
        if self.instance.pk and not self.has_changed():
            return  # No write: a closed row in an inline does not close the page around it.
        try:
            super()._post_clean()  # type: ignore[misc]
        except ObjectDoesNotExist:
            if not self.errors:
                self.add_error(None, "Lengkapi dahulu isian induk baris ini.")


class UnitFormSet(forms.BaseInlineFormSet):
    """Rows of an inline, of which one that may not go is refused in words."""

    def clean(self) -> None:
        super().clean()
        going = (row.instance for row in self.deleted_forms)
        refusals = (getattr(row, "deletion_refusal", None) for row in going if row.pk)
        if refusal := next(filter(None, refusals), None):
            raise forms.ValidationError(refusal)


class OwnUnitChoices(BaseModelAdmin):
    """Foreign keys offer and accept rows of the own unit only."""

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: Any, **kwargs: Any
    ) -> Any:
        related = self.admin_site._registry.get(db_field.remote_field.model)
        if "queryset" not in kwargs and isinstance(related, UnitScopedAdmin):
            kwargs["queryset"] = related.own_rows(request)
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = ChoiceSelect(db_field, self.admin_site)
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field and isinstance(related, UnitScopedAdmin):
            field.label_from_instance = related.choice_text
        return field

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Leave only the looking glass beside a choice: rows are made and deleted on their own pages."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            widget = field.widget
            widget.can_add_related = widget.can_change_related = False
            widget.can_delete_related = False
            widget.can_view_related &= not hasattr(self, "parent_model")
        return field


class MissingIsNotFound(admin.ModelAdmin):
    """What a person may not see answers as what does not exist."""

    def _get_obj_does_not_exist_redirect(
        self, request: Any, opts: Any, object_id: str
    ) -> HttpResponse:
        """Answer 404 instead of Django's redirect: a row of another unit is one that does not exist."""
        raise Http404(f"{opts.verbose_name} tidak ditemukan.")

    def response_action(
        self, request: Any, queryset: QuerySet, *args: Any
    ) -> HttpResponse | None:
        """Run an action; a key that no row can have does not exist, and no database is asked about it."""
        if not all(map(KEY.fullmatch, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            raise Http404("Data tidak ditemukan.")
        return super().response_action(request, queryset, *args)

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        """Refuse what no list offers and databases answer with an error: NUL, patterns, half a range."""
        if "\x00" in value or lookup.rpartition("__")[2] in NEVER_OFFERED:
            return False
        return super().lookup_allowed(lookup, value, request)

    def get_search_results(
        self, request: Any, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Search without NUL: it is in no stored text, and PostgreSQL refuses it even in a question."""
        return super().get_search_results(
            request, queryset, search_term.replace("\x00", "")
        )


class ReadOnly(admin.ModelAdmin):
    """Rows that come and go by deeds on pages of their own: here nobody adds, changes or deletes them."""

    def has_add_permission(self, request: Any) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return False


class UnitScopedAdmin(HistoryPages, MissingIsNotFound, OwnUnitChoices):
    """Pages of a model whose rows belong to a unit: others' answer 404, lower units' are read-only."""

    form: Any = UnitForm
    object_history_template = "accounts/history.html"
    unit_path = ""
    list_per_page = 50
    show_full_result_count = False
    save_on_top = False
    actions_on_top = True

    def path_to_unit(self) -> str:
        """Return the lookup from a row to its unit."""
        return self.unit_path or self.model.unit_path

    def unit_of(self, obj: Any) -> Unit | None:
        """Return the unit that a row belongs to."""
        return obj.owner_unit

    def choice_text(self, obj: Any) -> str:
        """Return a row as it is offered for choosing."""
        return str(obj)

    @admin.display(description="unit", empty_value="–")
    def unit_code(self, obj: Any) -> str | None:
        """Return the short name of the row's unit, for lists."""
        unit = self.unit_of(obj)
        return unit.code if unit else None

    def get_queryset(self, request: Any) -> QuerySet:
        """Return the rows of the own unit and of those below it."""
        rows = super().get_queryset(request)
        if request.user.is_superuser:
            return rows
        return rows.filter(**{f"{self.path_to_unit()}__in": visible_unit_ids(request)})

    def own_rows(self, request: Any) -> QuerySet:
        """Return the rows of the own unit, which is where a person may write."""
        rows = self.get_queryset(request)
        return (
            rows
            if request.user.is_superuser
            else rows.filter(**{self.path_to_unit(): request.user.unit_id})
        )

    def get_search_results(
        self, request: Any, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Search; what is offered for choosing while typing is of the own unit."""
        if (
            request.resolver_match.url_name == "autocomplete"
            and not request.user.is_superuser
        ):
            queryset = queryset.filter(**{self.path_to_unit(): request.user.unit_id})
        return super().get_search_results(request, queryset, search_term)

    def may_write(self, request: Any, obj: Any) -> bool:
        """Whether the person may write the row by its unit; the role's rights are asked besides."""
        if obj is None or request.user.is_superuser:
            return True
        unit = self.unit_of(obj)
        return unit is not None and may_write(request.user, unit)

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self.may_write(
            request, obj
        )

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self.may_write(
            request, obj
        )

    def changeform_view(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Write under one batch; when nothing was saved no batch stays behind."""
        if request.method != "POST":
            return super().changeform_view(request, *args, **kwargs)
        try:
            with batch(AuditBatch.Path.FORM, user=request.user):
                response = super().changeform_view(request, *args, **kwargs)
                # A window of its own is answered with 200 after saving too.
                if response.status_code == 200 and IS_POPUP_VAR not in request.POST:
                    transaction.set_rollback(True)
                return response
        except IntegrityError:
            return self._refuse(request, CHANGED_MEANWHILE)

    def get_changeform_initial_data(self, request: Any) -> dict[str, Any]:
        """A new row is of the own unit until somebody says otherwise."""
        return {
            "unit": request.user.unit_id,
            **super().get_changeform_initial_data(request),
        }

    def save_model(
        self, request: Any, obj: Any, form: forms.ModelForm, change: bool
    ) -> None:
        """Save what was changed; a form without a change writes nothing and makes no history."""
        if not change or form.changed_data:
            super().save_model(request, obj, form, change)

    def save_formset(self, request: Any, form: Any, formset: Any, change: bool) -> None:
        """Save the rows of an inline, in the name of the person."""
        for row in formset.forms:
            row.instance._history_user = request.user
        super().save_formset(request, form, formset, change)

    def get_deleted_objects(
        self, objs: Any, request: Any
    ) -> tuple[Any, Any, Any, list[Any]]:
        """List what would go; rows with figures are protected as rows in use are."""
        listed, counts, perms_needed, protected = super().get_deleted_objects(
            objs, request
        )
        refusals = {str(obj): getattr(obj, "deletion_refusal", None) for obj in objs}
        refused = {name: reason for name, reason in refusals.items() if reason}
        for reason in sorted(set(refused.values())):
            messages.error(request, reason)
        return listed, counts, perms_needed, [*protected, *refused]

    def delete_view(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Delete one row; what came to refer to it meanwhile is a message."""
        try:
            return super().delete_view(request, *args, **kwargs)
        except ProtectedError:
            return self._refuse(request, STILL_USED)

    def changelist_view(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """List rows and run actions; a refused deletion is a message."""
        try:
            return super().changelist_view(request, *args, **kwargs)
        except ProtectedError:
            return self._refuse(request, STILL_USED)

    def delete_model(self, request: Any, obj: Any) -> None:
        with batch(AuditBatch.Path.FORM, user=request.user):
            super().delete_model(request, obj)

    def delete_queryset(self, request: Any, queryset: QuerySet) -> None:
        with batch(AuditBatch.Path.ACTION, user=request.user):
            super().delete_queryset(request, queryset)

    def _refuse(self, request: Any, message: str) -> HttpResponse:
        messages.error(request, message)
        return redirect(request.get_full_path())


class UnitScopedInline(OwnUnitChoices, admin.TabularInline):
    """Rows inside the page of their parent, as writable as the parent's unit."""

    form = UnitForm
    formset = UnitFormSet
    extra = 0
    show_change_link = True

    def parent_is_writable(self, request: Any, parent: Any) -> bool:
        """Whether the parent is of the own unit."""
        parent_admin: Any = self.admin_site._registry[self.parent_model]
        return parent_admin.may_write(request, parent)

    def has_add_permission(self, request: Any, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and self.parent_is_writable(
            request, obj
        )

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self.parent_is_writable(
            request, obj
        )

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self.parent_is_writable(
            request, obj
        )


def visible_unit_ids(request: Any) -> set[int]:
    """Return the ids of the units that the person sees, asked once a request."""
    if not hasattr(request, "_visible_unit_ids"):
        request._visible_unit_ids = request.user.visible_unit_ids()
    return request._visible_unit_ids
