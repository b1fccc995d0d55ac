// Asks before a page is left on which something was written and not sent: another form of it would take it along.

const unsent = new Set();

for (const form of document.querySelectorAll("form[data-unsent]")) {
  if (form.dataset.unsent === "again") unsent.add(form); // it came back with what was typed
  form.addEventListener("input", () => (isWritten(form) ? unsent.add(form) : unsent.delete(form)));
  form.addEventListener("submit", () => unsent.delete(form));
}

window.addEventListener("beforeunload", (event) => {
  if (unsent.size) event.preventDefault();
});

function isWritten(form) {
  return [...form.querySelectorAll("textarea")].some((box) => box.value.trim() !== box.defaultValue.trim());
}
