/* Keyboard help for "Isi realisasi"; the page works without it. */
(() => {
  const form = document.getElementById("entry");
  const values = [...form.querySelectorAll(".entry-value")];
  const notes = [...form.querySelectorAll(".entry-note")];
  const count = form.querySelector(".savecount");
  const save = form.querySelector(".savebar button");
  let saving = false;

  const isChanged = (field) => field.value.trim() !== field.dataset.was.trim();

  function showChanges() {
    const fields = [...values, ...notes];
    fields.forEach((field) => field.classList.toggle("changed", isChanged(field)));
    const changed = fields.filter(isChanged).length;
    count.textContent = changed ? `${changed} isian berubah, belum disimpan` : "Belum ada perubahan";
    count.classList.toggle("pending", changed > 0);
    return changed;
  }

  function moveFrom(field, step) {
    const next = values[values.indexOf(field) + step];
    if (next) {
      next.focus();
      next.select();
    }
  }

  // Tab runs down the column of values to the button; notes are reached with Alt+→ or the pointer.
  notes.forEach((note) => { note.tabIndex = -1; });
  form.querySelectorAll("[hidden]").forEach((part) => { part.hidden = false; });
  document.querySelectorAll(".entry-keys").forEach((part) => { part.hidden = false; });

  form.addEventListener("keydown", (event) => {
    const isValue = event.target.classList.contains("entry-value");
    if (isValue && event.altKey && event.key === "ArrowRight") {
      event.target.closest("tr").querySelector(".entry-note").focus();
    } else if (isValue && !event.target.list && !event.altKey && ["ArrowUp", "ArrowDown"].includes(event.key)) {
      moveFrom(event.target, event.key === "ArrowDown" ? 1 : -1);
    } else if (event.target.classList.contains("entry-note") && event.altKey && event.key === "ArrowLeft") {
      event.target.closest("tr").querySelector(".entry-value").focus();
    } else {
      return;
    }
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
