// What every page does: the help, the search key, messages.
const help = document.getElementById("help");
const typing = (el) => el?.closest?.("input, textarea, select, [contenteditable]");

for (const button of document.querySelectorAll(".help-button")) button.addEventListener("click", () => help.showModal());

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || help.open || typing(event.target)) return;
  if (event.key === "?") { event.preventDefault(); help.showModal(); }
  if (event.key === "/") {
    const box = document.getElementById("search-words");
    event.preventDefault();
    if (box) box.focus(); else if (document.querySelector(".tabs a[href='/search']")) location.assign("/search");
  }
});

document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("details.me[open]")) if (!open.contains(event.target)) open.open = false;
});

// Who opens the box of the name can write at once.
const me = document.querySelector("details.me");
me?.addEventListener("toggle", () => { if (me.open) me.querySelector("[name=name]").select(); });

// A refusal that no page swaps in is said at the foot of the page, and stays until the next one.
const told = document.getElementById("told");
export function tell(words) {
  const note = document.createElement("p");
  note.className = "alarm";
  note.textContent = words;
  told.replaceChildren(note);
}
document.body.addEventListener("htmx:responseError", (event) => tell(event.detail.xhr.responseText.replace(/<[^>]*>/g, " ").trim() || "That did not work."));
document.body.addEventListener("htmx:sendError", () => tell("The desk does not answer. Is `tollbook serve` still running?"));

// A page about a piece of a text opens where that piece is.
document.getElementById("here")?.scrollIntoView({ block: "center" });
