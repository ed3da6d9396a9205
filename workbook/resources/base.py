"""One sheet of the workbook: its columns, its key, its rules, and how its rows are written out."""

from __future__ import annotations

from operator import attrgetter
from typing import Any, ClassVar

from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.utils.functional import cached_property
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import Resource

from indicators.models.guard import Problem
from workbook.cells import is_filled, tidy
from workbook.resources.columns import Column
from workbook.resources.entries import Entry
from workbook.resources.references import NATURAL_KEYS, Directory, Reference, chunked


class SheetResource(Resource):
    """Base of the sheets. Columns are the declared fields, in their order.

    ``written`` names a figure's column and the text column that keeps how it is written;
    ``grade_column`` takes a grade that stands in the figure's column. Where ``may_wait``, a new row
    with nothing but its key is one that nobody has filled in yet.
    """

    sheet: ClassVar[str]
    model: ClassVar[Any]
    key: ClassVar[tuple[str, ...]]
    references: ClassVar[tuple[Reference, ...]] = ()
    related: ClassVar[tuple[str, ...]] = ()
    written: ClassVar[tuple[str, str] | None] = None
    grade_column: ClassVar[str] = ""
    may_wait: ClassVar[bool] = False

    @cached_property
    def columns(self) -> list[Column]:
        """The columns in the order of the sheet."""
        return [
            Column(name, item, self._model_field(item))
            for name, item in self.fields.items()
        ]

    @cached_property
    def own_columns(self) -> list[Column]:
        """The columns that fill a field of the model themselves."""
        return [column for column in self.columns if column.model_field is not None]

    @cached_property
    def figure_columns(self) -> list[Column]:
        """The columns of figures, read after the references."""
        return [column for column in self.columns if column.is_figure]

    @cached_property
    def plain_columns(self) -> list[Column]:
        """The columns that need no other row to be read."""
        return [column for column in self.columns if not column.is_figure]

    @cached_property
    def column_of(self) -> dict[str, str]:
        """The column in which a model's attribute is written."""
        own = {column.field.attribute: column.name for column in self.own_columns}
        return own | {item.attribute: item.column for item in self.references}

    @cached_property
    def identity(self) -> tuple[str, ...]:
        """The attributes that the key columns fill: what tells rows apart."""
        attribute_of = {column: name for name, column in self.column_of.items()}
        return tuple(
            attribute_of[column] for column in self.key if column in attribute_of
        )

    @cached_property
    def self_reference(self) -> Reference | None:
        """The reference to another row of the same sheet, None when there is none."""
        found = (item for item in self.references if item.model is self.model)
        return next(found, None)

    @property
    def is_referred_to(self) -> bool:
        """Whether other sheets refer to rows of this one."""
        return self.model in NATURAL_KEYS

    @property
    def unit_path(self) -> str:
        """How a row leads to the unit it belongs to."""
        return getattr(self.model, "unit_path", "unit")

    def owner(self, instance: Any) -> Any:
        """Return the unit that the row belongs to."""
        return attrgetter(self.unit_path.replace("__", "."))(instance)

    def get_queryset(self) -> Any:
        """Return all rows with what export and comparison need of related rows."""
        rows = self.model._default_manager.order_by()
        return rows.select_related(*self.related) if self.related else rows

    def of_unit(self, unit: Any) -> Any:
        """Return the rows of one unit, all rows without one."""
        rows = self.get_queryset()
        return rows if unit is None else rows.filter(**{self.unit_path: unit})

    def parts_only_of(self, reference: Reference) -> list[str]:
        """Return the columns that serve this reference and nothing else."""
        used = {
            name
            for item in self.references
            for name in item.columns
            if item != reference
        }
        used |= set(self.column_of.values())
        return [part for part in reference.columns if part not in used]

    def identity_of(self, entry: Entry) -> tuple[Any, ...] | None:
        """Return what tells the row apart, None while a part of it is broken."""
        if not entry.broken.isdisjoint(self.key):
            return None
        return tuple(_stored(entry.values[attribute]) for attribute in self.identity)

    def is_complete(self, entry: Entry) -> bool:
        """Whether the rules over several rows can be asked: key and references are known."""
        known = all(item.attribute in entry.values for item in self.references)
        return entry.instance is not None and known

    def is_waiting(self, entry: Entry) -> bool:
        """Whether a new row is still to be filled in: it is not written."""
        others = (name for name in self.fields if name not in self.key)
        return self.may_wait and not any(
            is_filled(entry.cells[name]) for name in others
        )

    def differs(self, entry: Entry, attribute: str, value: Any) -> bool:
        """Whether the existing row holds another value; outer spaces and line ends make no difference."""
        attname = self.model._meta.get_field(attribute).attname
        current, new = getattr(entry.instance, attname), _stored(value)
        if current == new:
            return False
        return not (isinstance(current, str) and tidy(current) == new)

    def blamed(self, entry: Entry, attribute: str) -> str:
        """Return the column that a rule's message is about; a grade may stand in the figure's column."""
        column = self.column_of.get(attribute, "")
        if self.written and column == self.grade_column:
            return column if is_filled(entry.cells[column]) else self.written[0]
        return column

    def problems(self, instances: list[Any]) -> list[Problem]:
        """Return why rows may not be written: each model's ``clean()``, where it needs no query."""
        found: list[Problem] = []
        for index, instance in enumerate(instances):
            try:
                instance.clean()
            except ValidationError as error:
                found += _problems_of(index, error)
        return found

    def claim(self, entry: Entry) -> tuple[str, str] | None:
        """Return column and question where a row says that a document settled what people here decide; none unless a sheet says so."""
        return None

    def closing(self, instances: list[Any]) -> list[Problem]:
        """Return why stored rows may not be changed at all, besides what ``problems`` says of unchanged rows."""
        return []

    def final_problems(self, instances: list[Any]) -> list[Problem]:
        """Return why written rows may not stay, asked once every sheet is written; none unless a sheet says so."""
        return []

    def export_cells(self, instance: Any) -> dict[str, Any]:
        """Return the values of the row's cells by column."""
        return {column.name: column.field.export(instance) for column in self.columns}

    def sort_key(self, cells: dict[str, Any]) -> tuple[Any, ...]:
        """Return how the row is sorted: by its key, empty first, numbers as numbers."""
        return tuple((cells[name] is not None, cells[name] or 0) for name in self.key)

    def _model_field(self, item: Any) -> Any:
        try:
            return self.model._meta.get_field(item.attribute)
        except FieldDoesNotExist:
            return None


class KeyLoader(BaseInstanceLoader):
    """The rows of a sheet that exist, by identity: one query for each 500 values of its first attribute.

    They are locked, always in the same order: a second import waits and then sees what the first wrote.
    """

    def __init__(
        self,
        resource: SheetResource,
        directory: Directory,
        identities: set[tuple[Any, ...]],
    ) -> None:
        super().__init__(resource)
        meta = resource.model._meta
        names = [meta.get_field(name).attname for name in resource.identity]
        visible = directory.visible(resource.model, resource.unit_path).order_by("pk")
        visible = visible.select_for_update(of=("self",))
        if resource.related:
            visible = visible.select_related(*resource.related)
        self.rows: dict[tuple[Any, ...], Any] = {}
        for chunk in chunked({identity[0] for identity in identities}):
            for row in visible.filter(**{f"{names[0]}__in": chunk}):
                self.rows[tuple(getattr(row, name) for name in names)] = row

    def get_instance(self, row: tuple[Any, ...]) -> Any:
        """Return the existing row of that identity, None for a new one."""
        return self.rows.get(row)


def _stored(value: Any) -> Any:
    return getattr(value, "pk", value)


def _problems_of(index: int, error: ValidationError) -> list[Problem]:
    if not hasattr(error, "error_dict"):
        return [Problem(index, NON_FIELD_ERRORS, text) for text in error.messages]
    by_field = error.message_dict.items()
    return [Problem(index, name, text) for name, texts in by_field for text in texts]
