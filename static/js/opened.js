// Tells the hub at which place a result stood that is opened, and nothing about who opens it.
// Who asks browsers not to be followed is not counted; the hub looks at that, too.

const address = document.querySelector("[data-opened]").dataset.opened;
const unwanted = navigator.globalPrivacyControl || navigator.doNotTrack === "1";

for (const kind of ["click", "auxclick"]) {
  document.addEventListener(kind, (event) => {
    const place = event.target.closest("a[href]")?.closest("[data-rank]");
    const question = place?.closest("[data-question]").dataset.question;
    if (question && !unwanted && event.button < 2) {
      const told = new URLSearchParams(question);
      told.set("rank", place.dataset.rank);
      navigator.sendBeacon(address, told);
    }
  });
}
