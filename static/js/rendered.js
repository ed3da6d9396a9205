// Ask how far the document is, every second, and show the page anew when it is over.
const bar = document.querySelector("[data-progress]");
const words = document.getElementById("langkah");

async function look() {
  try {
    const answer = await fetch(bar.dataset.progress, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const now = await answer.json();
    if (now.is_over) {
      window.location.reload();
      return;
    }
    bar.value = now.progress;
    words.textContent = now.words || now.label;
    window.setTimeout(look, 1000);
  } catch {
    words.textContent = "Sambungan terputus; mencoba lagi…";
    window.setTimeout(look, 5000);
  }
}

if (bar) window.setTimeout(look, 1000);
