// Choosing rows: how many are chosen, and a button that chooses those of one period.
"use strict";

const boxes = (root) => [...root.querySelectorAll("input[type=checkbox][name=id]")];
const shown = document.querySelector(".chosen");

const count = () => {
  const chosen = boxes(document).filter((box) => box.checked).length;
  if (shown) shown.textContent = chosen ? `${chosen} dipilih` : "Belum ada yang dipilih";
};

for (const button of document.querySelectorAll(".choose-all")) {
  const own = boxes(button.closest("section"));
  const isFull = () => own.every((box) => box.checked);
  const name = () => {
    button.textContent = isFull() ? "Batalkan pilihan" : "Pilih semua";
  };
  button.hidden = own.length < 2;
  button.addEventListener("click", () => {
    const wanted = !isFull();
    for (const box of own) box.checked = wanted;
    name();
    count();
  });
  for (const box of own) box.addEventListener("change", name);
  name();
}

document.addEventListener("change", count);
count();
