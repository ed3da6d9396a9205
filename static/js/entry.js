/* Keyboard help for "Isi realisasi"; the page works without it. */
(() => {
  const form = document.getElementById("entry");
  const values = [...form.querySelectorAll(".entry-value")];
  const notes = [...form.querySelectorAll(".entry-note")];
  const count = form.querySelector(".savecount");
  const save = form.querySelector(".savebar button");
  const byQuarters = Boolean(form.querySelector(".by-quarters"));
  let saving = false;

  const isChanged = (field) => field.value.trim() !== field.dataset.was.trim();

  function showChanges() {
    const fields = [...values, ...notes];
    fields.forEach((field) => field.classList.toggle("changed", isChanged(field)));
    const changed = fields.filter(isChanged).length;
    count.textContent = changed ? `${changed} isian berubah, belum disimpan` : "Belum ada perubahan";
    count.classList.toggle("pending", changed > 0);
    showReasons();
    return changed;
  }

  function go(field) {
    if (field) {
      field.focus();
      field.select();
    }
  }

  function moveFrom(field, step) {
    const column = values.filter((other) => other.dataset.period === field.dataset.period);
    go(column[column.indexOf(field) + step]);
  }

  function moveAcross(field, step) {
    const row = [...field.closest("tr").querySelectorAll(".entry-value")];
    go(row[row.indexOf(field) + step]);
  }

  function noteOf(field) {
    const note = form.elements[field.name.replace("value-", "note-")];
    const folded = note.closest("details");
    if (folded) folded.open = true;
    note.focus();
  }

  // A figure that was submitted asks for a reason as soon as it changes.
  function showReasons() {
    values.forEach((field) => {
      const reason = form.elements[field.name.replace("value-", "reason-")];
      if (reason && isChanged(field)) reason.closest(".reasonfield").hidden = false;
    });
  }

  // Tab runs down the column of values to the button; notes are reached with Alt+→ or the pointer.
  notes.forEach((note) => { note.tabIndex = -1; });
  form.querySelectorAll(".cellnote summary").forEach((part) => { part.tabIndex = -1; });
  document.querySelectorAll(".entry-keys").forEach((part) => { part.hidden = false; });

  form.addEventListener("keydown", (event) => {
    const isValue = event.target.classList.contains("entry-value");
    const isNote = event.target.classList.contains("entry-note");
    const step = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[event.key];
    const isAcross = ["ArrowLeft", "ArrowRight"].includes(event.key);
    if (!step) return;
    if (isValue && !event.altKey && !isAcross && !event.target.list) moveFrom(event.target, step);
    else if (isValue && event.altKey && byQuarters && isAcross) moveAcross(event.target, step);
    else if (isValue && event.altKey && event.key === (byQuarters ? "ArrowDown" : "ArrowRight")) noteOf(event.target);
    else if (isNote && event.altKey && event.key === (byQuarters ? "ArrowUp" : "ArrowLeft")) go(form.elements[event.target.name.replace("note-", "value-")]);
    else return;
    event.preventDefault();
  });

  form.addEventListener("input", showChanges);
  form.addEventListener("submit", () => { saving = true; save.textContent = "Menyimpan …"; });
  window.addEventListener("beforeunload", (event) => {
    if (!saving && showChanges()) event.preventDefault();
  });
  window.addEventListener("pageshow", () => { saving = false; save.textContent = "Simpan semua"; showChanges(); });
  const refused = form.querySelector("[aria-invalid=true]");
  if (refused) {
    refused.focus({ preventScroll: true });
    refused.closest("tr").scrollIntoView({ block: "center" });
  }
})();
