/* "Rencana aksi": says what is not saved yet; the page works without it. */
(() => {
  const form = document.getElementById("action-plan");
  const fields = [...form.querySelectorAll(".plan-target, .plan-activity")];
  const count = form.querySelector(".savecount");
  let leaving = false;

  const isChanged = (field) => field.value.trim() !== field.dataset.was.trim();

  function showChanges() {
    fields.forEach((field) => field.classList.toggle("changed", isChanged(field)));
    const changed = fields.filter(isChanged).length;
    count.textContent = changed ? `${changed} isian berubah, belum disimpan` : "Belum ada perubahan";
    count.classList.toggle("pending", changed > 0);
    return changed;
  }

  form.addEventListener("input", showChanges);
  form.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && showChanges()) event.preventDefault();
  });
  window.addEventListener("pageshow", () => { leaving = false; showChanges(); });
  const refused = form.querySelector("[aria-invalid=true]");
  if (refused) {
    refused.focus({ preventScroll: true });
    refused.closest("tr").scrollIntoView({ block: "center" });
  }
})();
