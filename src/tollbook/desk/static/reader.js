// The reader: a click on text or card finds the other; keys decide; selected words become a figure.
import { tell } from "./desk.js";

const reader = document.querySelector(".reader");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const list = (value) => (value || "").split(" ").filter(Boolean);
const cards = () => [...reader.querySelectorAll(".card")];
const cardOf = (name) => reader.querySelector(`[data-card="${name}"]:is(.card, .entry)`);
const tagOf = (name) => document.getElementById(`t-${name}`);
const index = new Map();
for (const seg of reader.querySelectorAll(".seg.live")) {
  for (const kind of ["own", "used"]) {
    for (const name of list(seg.dataset[kind])) {
      const key = `${kind} ${name}`;
      if (!index.has(key)) index.set(key, []);
      index.get(key).push(seg);
    }
  }
}
let held = "";
let marked = [];
function mark(el, name) { if (el) { el.classList.add(name); marked.push(el); } }
function light(name) {
  for (const el of marked) el.classList.remove("lit", "used");
  marked = [];
  if (!name) return;
  mark(cardOf(name), "lit");
  mark(tagOf(name), "lit");
  for (const seg of index.get(`used ${name}`) || []) mark(seg, "used");
  for (const seg of index.get(`own ${name}`) || []) mark(seg, "lit");
}
function hold(name) { held = name; light(name); }
function show(el) {
  if (!el) return;
  el.focus({ preventScroll: true });
  bring(el);
}
function bring(el) {
  if (!el) return;
  const pane = el.closest(".pane");
  const behavior = calm.matches ? "auto" : "smooth";
  if (!pane || getComputedStyle(pane).overflowY !== "auto") { el.scrollIntoView({ block: el.matches(".card") ? "start" : "center", behavior }); return; }
  const box = el.getBoundingClientRect();
  const frame = pane.getBoundingClientRect();
  const into = el.matches(".card") ? frame.height * 0.12 : frame.height * 0.4;
  pane.scrollBy({ top: box.top - frame.top - into, behavior });
}
const wide = () => matchMedia("(min-width: 64rem)").matches;
// On a narrow screen cards and claims are folded; who goes to one opens it, with what it lies in.
const narrow = matchMedia("(max-width: 63.99rem)");
const folds = () => reader.querySelectorAll("details.folds");
function fold() { for (const each of folds()) each.open = !narrow.matches; }
function unfold(el) {
  for (const each of folds()) if (el && (each === el || each.contains(el) || each.parentElement === el)) each.open = true;
}
narrow.addEventListener("change", fold);
fold();
function toCard(name) { hold(name); unfold(cardOf(name)); show(cardOf(name)); if (wide()) bring(tagOf(name)); }
function toText(name) { hold(name); show(tagOf(name)); if (wide()) bring(cardOf(name)); }
const nameOf = (seg) => list(seg.dataset.own)[0] || list(seg.dataset.used)[0];
const at = (event) => (event.target instanceof Element ? event.target : document.body);

reader.addEventListener("pointerover", (event) => {
  const on = at(event).closest(".seg.live, .card, .entry, a.tag");
  light(on ? (on.matches(".seg") ? nameOf(on) : on.dataset.card) : held);
});
reader.addEventListener("click", (event) => {
  const target = at(event);
  const link = target.closest("a[href^='#']");
  if (link) {
    const id = decodeURIComponent(link.hash.slice(1));
    if (id.startsWith("t-")) { event.preventDefault(); toText(id.slice(2)); return; }
    const card = document.getElementById(id);
    unfold(card);
    if (card?.dataset.card) { event.preventDefault(); toCard(card.dataset.card); }
    return;
  }
  if (target.closest("a, summary, details:not(.folds), button, input, label, select, textarea, form, .queue") || String(getSelection())) return;
  const seg = target.closest(".seg.live");
  if (seg) { toCard(nameOf(seg)); return; }
  const card = target.closest(".card, .entry");
  if (card) toText(card.dataset.card);
});
reader.addEventListener("focusin", (event) => {
  const on = at(event).closest(".card, .entry, a.tag");
  if (on) hold(on.dataset.card);
});

// Keys. A decision moves on to the next card that waits; the one decided on stays where it is, to be undone.
const help = document.getElementById("help");
let moving = "";
function act(kind) {
  const card = held && cardOf(held);
  const button = card?.querySelector(`[data-act="${kind}"]`);
  if (!button) return;
  if (kind !== "amend" && reader.dataset.named !== "yes") {
    const me = document.querySelector("details.me");
    me.open = true;
    me.querySelector("input[name=name]").focus();
    tell("Write your name first: decisions are kept under it.");
    return;
  }
  moving = kind === "accept" || kind === "reject" ? held : "";
  button.click();
}
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
  if (event.target.closest?.("input, textarea, select, summary")) {
    if (event.key === "Escape") event.target.closest(".card")?.querySelector("[data-act=cancel]")?.click();
    return;
  }
  const key = event.key.toLowerCase();
  const acts = { a: "accept", x: "reject", e: "amend", u: "withdraw" };
  if (key === "escape") { hold(""); document.activeElement?.blur(); return; }
  if (acts[key]) { event.preventDefault(); act(acts[key]); return; }
  if (key === "n") { event.preventDefault(); location.assign("/next"); return; }
  if (key === "enter" && document.activeElement?.matches(".card, .entry")) { event.preventDefault(); toText(document.activeElement.dataset.card); return; }
  if (key === "j" || key === "k") { event.preventDefault(); step(key === "j" ? 1 : -1); }
});
function step(by, only = "") {
  const all = cards();
  const now = held ? all.indexOf(cardOf(held)) : -1;
  if (only) {
    const next = [...all.slice(now + 1), ...all.slice(0, Math.max(0, now))].find((card) => card.matches(only));
    if (next) toCard(next.dataset.card);
    return Boolean(next);
  }
  const next = all[now < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, now + by))];
  if (next) toCard(next.dataset.card);
  return Boolean(next);
}
document.body.addEventListener("htmx:afterSettle", (event) => {
  const card = event.target;
  if (!card.matches?.(".card")) return;
  const name = card.dataset.card;
  const done = event.detail.xhr.status === 200 && moving === name;
  moving = "";
  const field = card.querySelector(".fields input, .fields select");
  if (field) { field.focus(); return; }
  hold(name);
  const mine = card.querySelector(":scope > details.folds");
  if (done && mine && narrow.matches) mine.open = false;
  if (done && step(1, ".is-waiting")) return;
  card.focus({ preventScroll: true });
  // A form that was closed is longer than its card: the card's head must not be left above the edge.
  if (card.getBoundingClientRect().top < (card.closest(".pane")?.getBoundingClientRect().top ?? 0)) bring(card);
});

// Words selected in the text: a button beside them leads to the form that adds a figure over them.
const add = document.getElementById("add-here");
const points = (text) => Array.from(text).length;
function place(node, offset) {
  const el = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest("[data-at]");
  return el && node.nodeType === Node.TEXT_NODE ? Number(el.dataset.at) + points(node.data.slice(0, offset)) : null;
}
document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  add.hidden = true;
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  if (!reader.querySelector(".text").contains(range.commonAncestorContainer)) return;
  const start = place(range.startContainer, range.startOffset);
  const end = place(range.endContainer, range.endOffset);
  if (start === null || end === null || end <= start || end - start > 400) return;
  const box = range.getBoundingClientRect();
  add.href = `${reader.dataset.report}/add?start=${start}&end=${end}`;
  add.style.top = `${box.bottom + scrollY + 6}px`;
  add.style.left = `${Math.max(8, Math.min(box.left + scrollX, innerWidth - 190))}px`;
  add.hidden = false;
});

// An address with a card in it opens on that card.
const first = document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (first?.dataset.card) toCard(first.dataset.card);
