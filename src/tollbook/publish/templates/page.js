"use strict";
(() => {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const list = (value) => (value || "").split(" ").filter(Boolean);
  const cards = () => [...document.querySelectorAll(".card, .entry")];
  const cardOf = (r, name) => document.getElementById(`${r}-${name}`);
  const tagOf = (r, name) => document.getElementById(`${r}-t-${name}`);
  let held = null;

  // For each card, the pieces of text that stand for it and those that it uses; made when first asked.
  let index = null;
  function pieces(r, name) {
    if (!index) {
      index = new Map();
      for (const seg of document.querySelectorAll(".seg.live")) {
        for (const kind of ["own", "used"]) {
          for (const card of list(seg.dataset[kind])) {
            const key = `${seg.dataset.r}-${card}-${kind}`;
            if (!index.has(key)) index.set(key, []);
            index.get(key).push(seg);
          }
        }
      }
    }
    return (kind) => index.get(`${r}-${name}-${kind}`) || [];
  }
  let marked = [];
  function mark(el, name) {
    if (!el) return;
    el.classList.add(name);
    marked.push(el);
  }
  function clear() {
    for (const el of marked) el.classList.remove("lit", "used");
    marked = [];
  }
  function light(r, name) {
    clear();
    if (!r) return;
    mark(cardOf(r, name), "lit");
    mark(tagOf(r, name), "lit");
    const of = pieces(r, name);
    for (const seg of of("used")) mark(seg, "used");
    for (const seg of of("own")) mark(seg, "lit");
  }
  function hold(r, name) { held = r ? [r, name] : null; light(r, name); }
  function go(el) {
    if (!el) return undefined;
    el.focus({ preventScroll: true });
    const behavior = calm.matches ? "auto" : "smooth";
    const box = el.closest(".dispatch");
    if (!box || getComputedStyle(box).position !== "sticky") return el.scrollIntoView({ block: "center", behavior });
    // Beside its cards the text scrolls within itself, so that the card stays where it is.
    const off = el.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 2;
    box.scrollBy({ top: off, behavior });
    const { top, bottom } = box.getBoundingClientRect();
    if (top > innerHeight / 2 || bottom < innerHeight / 2) box.scrollIntoView({ block: "start", behavior });
    return undefined;
  }
  function toCard(r, name) { hold(r, name); go(cardOf(r, name)); }
  function toText(r, name) { hold(r, name); go(tagOf(r, name)); }
  const nameOf = (seg) => list(seg.dataset.own)[0] || list(seg.dataset.used)[0];
  const target = (event) => event.target instanceof Element ? event.target : document.body;

  document.addEventListener("pointerover", (event) => {
    const on = target(event).closest(".seg.live, .card, .entry, a.tag, .jump, .cell");
    if (!on) return light(...(held || []));
    if (on.matches(".seg")) return light(on.dataset.r, nameOf(on));
    if (on.dataset.card) return light(on.dataset.r, on.dataset.card);
    const [r, name] = on.hash.slice(1).split("-");
    return light(r, name);
  });
  document.addEventListener("click", (event) => {
    const at = target(event);
    const link = at.closest("a[href^='#']");
    if (link) {
      const [r, side, name] = link.hash.slice(1).split("-");
      if (name && tagOf(r, name)) { event.preventDefault(); return toText(r, name); }
      if (side && cardOf(r, side)?.dataset.card) { event.preventDefault(); return toCard(r, side); }
      return undefined;
    }
    if (at.closest("summary, details, button, input, label, dialog") || String(getSelection())) return undefined;
    const seg = at.closest(".seg.live");
    if (seg) return toCard(seg.dataset.r, nameOf(seg));
    const card = at.closest(".card, .entry");
    if (card) return toText(card.dataset.r, card.dataset.card);
    return undefined;
  });
  document.addEventListener("focusin", (event) => {
    const on = target(event).closest(".card, .entry, a.tag");
    if (on) hold(on.dataset.r, on.dataset.card);
  });

  const help = document.getElementById("help");
  const button = document.querySelector(".help-button");
  button.hidden = false;
  button.addEventListener("click", () => help.showModal());

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const key = event.key.toLowerCase();
    if (key === "?") { event.preventDefault(); help.showModal(); return; }
    if (key === "escape") { hold(); document.activeElement?.blur(); return; }
    if (key === "enter" && document.activeElement?.matches(".card, .entry")) {
      event.preventDefault();
      toText(document.activeElement.dataset.r, document.activeElement.dataset.card);
      return;
    }
    if (key !== "j" && key !== "k") return;
    const all = cards();
    const step = key === "j" ? 1 : -1;
    const now = held ? all.indexOf(cardOf(...held)) : -1;
    const next = all[now < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, now + step))];
    if (next) { event.preventDefault(); toCard(next.dataset.r, next.dataset.card); }
  });
})();
