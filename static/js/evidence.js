/* Evidence beside a form: added and removed without leaving the page, so that nothing typed there is lost. */
(() => {
  const panel = document.getElementById("evidence-panel");
  const FAILED = "Bukti belum tersimpan. Periksa sambungan dan masuk lagi bila perlu, lalu ulangi; isian di halaman ini tetap ada.";
  const TOO_LARGE = 413;

  function say(text, kind) {
    panel.querySelector(".told")?.remove();
    const told = document.createElement("p");
    told.className = `told alert ${kind}`;
    told.setAttribute("role", kind === "error" ? "alert" : "status");
    told.textContent = text;
    panel.prepend(told);
  }

  function show(answer, html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const fresh = page.getElementById("evidence-panel");
    if (!fresh) return say(FAILED, "error");
    const refused = fresh.querySelector(".alert.error");
    // A file that was too large was not read, and neither was what stands beside it: the form stays as it is.
    if (answer.status === TOO_LARGE) return say(refused.textContent, "error");
    panel.replaceChildren(...fresh.childNodes);
    if (answer.ok) say(page.querySelector(".messages")?.textContent.trim() || "Tersimpan.", "success");
    (panel.querySelector("[aria-invalid=true]") || panel.querySelector(".told, .alert.error"))?.scrollIntoView({ block: "center" });
  }

  panel.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = event.submitter;
    button.disabled = true;
    try {
      const answer = await fetch(event.target.action, { method: "POST", body: new FormData(event.target) });
      show(answer, await answer.text());
    } catch {
      say(FAILED, "error");
    }
    button.disabled = false;
  });
  // What is typed about evidence is not sent with the form beside it.
  window.addEventListener("beforeunload", (event) => {
    const fields = [...panel.querySelectorAll("input[type=text], input[type=url], input[type=file]")];
    if (fields.some((field) => field.value.trim())) event.preventDefault();
  });
})();
