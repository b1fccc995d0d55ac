// Print and share: buttons that only a script can serve, so they are hidden until it runs.

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.closest("li").hidden = false;
  button.addEventListener("click", () => window.print());
}

for (const button of document.querySelectorAll("[data-share]")) {
  button.closest("li").hidden = false;
  button.addEventListener("click", () => share(button));
}

async function share(button) {
  const { title, url, copied } = button.dataset;
  if (navigator.share && matchMedia("(pointer: coarse)").matches) {
    await navigator.share({ title, url }).catch(() => {});
    return;
  }
  await navigator.clipboard.writeText(url);
  button.closest("li").querySelector("[role=status]").textContent = copied;
}
