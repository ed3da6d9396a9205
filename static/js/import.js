/* Says that a workbook is being checked or imported, and keeps the form from being sent twice; works without it. */
(() => {
  const SIZES = new Intl.NumberFormat("id", { maximumFractionDigits: 1 });

  function described(file) {
    const megabytes = file.size / 1024 / 1024;
    const size = megabytes < 0.1 ? `${SIZES.format(file.size / 1024)} KB` : `${SIZES.format(megabytes)} MB`;
    return `Sedang mengunggah dan memeriksa ${file.name} (${size}) …`;
  }

  document.querySelectorAll("form[data-progress]").forEach((form) => {
    const button = form.querySelector("button[type=submit]");
    const part = form.querySelector(".progress");
    const input = form.querySelector("input[type=file]");

    function show(busy) {
      button.disabled = busy;
      part.hidden = !busy;
      part.querySelector("span").textContent = input?.files[0] ? described(input.files[0]) : form.dataset.progress;
    }

    form.addEventListener("submit", () => show(true));
    // The page may come back from the browser's memory as it was left.
    window.addEventListener("pageshow", () => show(false));
  });
})();
