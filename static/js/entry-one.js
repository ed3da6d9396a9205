/* One realization: live results while typing, rows added; the page works without it. */
(() => {
  const form = document.getElementById("entry-one");
  const cases = form.querySelector(".cases");
  const count = form.querySelector("[name=ukur-jumlah]");
  const template = document.getElementById("case-template");
  const add = document.getElementById("add-case");
  const status = form.querySelector(".savecount");
  const deviation = form.querySelector(".deviation");
  const needed = { growth: ["before", "after"], efficiency: ["before", "after"], ratio: ["before", "after"], value: ["after"], recorded: ["result"] };
  let waiting = null;
  let asked = 0;
  let changed = false;
  let saving = false;

  function showInputs(row) {
    const used = needed[row.querySelector(".c-method select").value] || [];
    row.querySelectorAll("[data-input]").forEach((part) => {
      const isUsed = used.includes(part.dataset.input);
      part.classList.toggle("unused", !isUsed);
      // What a method does not use is not sent; what was typed comes back with the method.
      part.querySelectorAll("input").forEach((input) => { input.disabled = !isUsed; });
    });
    const gone = row.querySelector(".c-gone input");
    row.classList.toggle("going", Boolean(gone && gone.checked));
  }

  function addCase() {
    const place = Number(count.value);
    const row = template.content.firstElementChild.cloneNode(true);
    [row, ...row.querySelectorAll("*")].forEach((part) => {
      [...part.attributes].forEach((attribute) => { attribute.value = attribute.value.replace("__n__", String(place)); });
    });
    const orders = [...cases.querySelectorAll(".c-order input")].map((input) => Number(input.value) || 0);
    row.querySelector(".c-order input").value = Math.max(0, ...orders) + 1;
    cases.append(row);
    count.value = place + 1;
    showInputs(row);
    row.querySelector(".c-label input").focus();
  }

  function show(part, text) {
    part.textContent = text;
    part.hidden = !text;
  }

  function showResult(found) {
    cases.querySelectorAll(".case").forEach((row) => {
      row.querySelector("[data-formula]").textContent = found.rows[row.dataset.case] || "";
    });
    form.querySelector("[data-sum]").textContent = found.sum;
    show(form.querySelector("[data-value]"), found.value ? `Yang akan disimpan: ${found.value}` : "");
    show(form.querySelector("[data-differs]"), found.differs ? `Berbeda dari hasil hitungan ${found.differs}` : "");
    if (found.differs) deviation.open = true;
  }

  async function ask() {
    const mine = ++asked;
    try {
      const answer = await fetch(form.dataset.preview, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
      // An older answer that arrives late says nothing any more.
      if (answer.ok && !answer.redirected && mine === asked) showResult(await answer.json());
    } catch {
      // Offline: what is typed stays, and saving computes it.
    }
  }

  form.addEventListener("input", (event) => {
    changed = true;
    status.textContent = "Ada perubahan yang belum disimpan";
    status.classList.add("pending");
    const row = event.target.closest(".case");
    if (row) showInputs(row);
    clearTimeout(waiting);
    waiting = setTimeout(ask, 350);
  });
  form.addEventListener("submit", () => { saving = true; });
  window.addEventListener("beforeunload", (event) => { if (changed && !saving) event.preventDefault(); });
  window.addEventListener("pageshow", () => { saving = false; });
  add.hidden = false;
  add.addEventListener("click", addCase);
  cases.querySelectorAll(".case").forEach(showInputs);
  const refused = form.querySelector("[aria-invalid=true]");
  if (refused) refused.focus();
})();
