// The map page: marks of what is in view, the list and histogram in step, the brush over days.
import { baseMap } from "/static/basemap.js";

const form = document.getElementById("map-form");
const holder = document.getElementById("map");
const part = document.getElementById("map-part");
const told = document.getElementById("map-told");
const bound = document.getElementById("map-bound");
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const number = (n) => n.toLocaleString("en");
const asked = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => value));

if (form) {
  brush();
  form.addEventListener("change", (event) => { if (event.target.matches("select, input[type=date]")) form.requestSubmit(); });
  start().catch(() => noMap());
}

function noMap() {
  holder.classList.add("none");
  told.textContent = "The map cannot be drawn here; the list has every incident.";
  holder.dataset.state = "none";
}

async function start() {
  const at = location.hash.match(/^#at=(-?[\d.]+),(-?[\d.]+),([\d.]+)$/);
  const edges = holder.dataset.bounds ? holder.dataset.bounds.split(",").map(Number) : null;
  const view = at ? { center: [+at[1], +at[2]], zoom: +at[3] }
    : edges ? { bounds: [[edges[0] - .2, edges[1] - .2], [edges[2] + .2, edges[3] + .2]], fitBoundsOptions: { padding: 48, maxZoom: 8 } } : { center: [20, 20], zoom: 1.5 };
  const map = await baseMap(holder, view);
  if (!map) return noMap();
  map.addSource("rings", { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  const ink = getComputedStyle(document.documentElement).getPropertyValue("--figure").trim();
  map.addLayer({ id: "rings-fill", type: "fill", source: "rings", paint: { "fill-color": ink, "fill-opacity": ["case", ["get", "near"], .1, 0] } }, "states-names");
  map.addLayer({ id: "rings", type: "line", source: "rings", paint: { "line-color": ink, "line-width": 1.5, "line-dasharray": [3, 2] } });
  let marks = [], turn = 0;

  async function draw() {
    const mine = ++turn;
    const edges = map.getBounds();
    const box = [edges.getWest(), edges.getSouth(), edges.getEast(), edges.getNorth()].map((n) => n.toFixed(4)).join(",");
    const query = asked();
    query.set("box", box);
    query.set("zoom", map.getZoom().toFixed(2));
    const answer = await fetch(`/map-marks?${query}`);
    if (!answer.ok || mine !== turn) return;
    const found = await answer.json();
    if (mine !== turn) return;
    for (const mark of marks) mark.remove();
    marks = found.map((each) => put(map, each));
    map.getSource("rings").setData({ type: "FeatureCollection", features: found.filter((each) => (each.radius || 0) >= 3).map(ring) });
    const all = found.reduce((sum, each) => sum + each.count, 0);
    told.textContent = `${number(all)} incident${all === 1 ? "" : "s"} in view`;
    history.replaceState(null, "", `${location.pathname}${location.search}#at=${map.getCenter().lng.toFixed(4)},${map.getCenter().lat.toFixed(4)},${map.getZoom().toFixed(2)}`);
    if (bound.checked) await refill(box);
    holder.dataset.state = "idle";
  }

  async function refill(box) {
    const query = asked();
    if (box) query.set("box", box);
    part.setAttribute("aria-busy", "true");
    const answer = await fetch(`/map-part?${query}`);
    if (answer.ok) {
      part.innerHTML = await answer.text();  // our own page, escaped by the server
      brush();
    }
    part.removeAttribute("aria-busy");
  }

  let wait;
  map.on("moveend", () => { clearTimeout(wait); wait = setTimeout(draw, 120); });
  bound.addEventListener("change", () => (bound.checked ? draw() : refill("")));
  await draw();
}

function put(map, each) {
  const button = document.createElement("button");
  const high = each.open ? `${number(each.high)}+` : number(each.high);
  const range = each.empty === each.count ? "no number" : each.low === each.high ? high : `${number(each.low)}–${high}`;
  button.type = "button";
  if (each.count === 1) {
    button.className = `mark one${(each.radius || 0) >= 3 ? " wide" : ""}`;
    button.textContent = range;
    const where = (each.radius || 0) >= 3 ? `, somewhere within ${Math.round(each.radius)} km` : "";
    button.setAttribute("aria-label", `${range} at ${each.place || "a place not known"}${each.open ? ", no upper end" : ""}${where}. Open the incident`);
    button.addEventListener("click", () => location.assign(`/incidents/${encodeURIComponent(each.id)}`));
    button.addEventListener("mouseenter", () => light(each.id, true));
    button.addEventListener("mouseleave", () => light(each.id, false));
  } else {
    button.className = "mark many";
    const many = document.createElement("b");
    many.textContent = number(each.count);
    button.append(many, " ", range);
    button.setAttribute("aria-label", `${number(each.count)} ${range}: so many incidents, their lows and highs added${each.open ? `, ${each.open} without an upper end` : ""}${each.empty ? `, ${each.empty} without a figure that counts` : ""}. Look closer`);
    button.addEventListener("click", () => map[still ? "jumpTo" : "easeTo"]({ center: each.at, zoom: Math.min(12, map.getZoom() + 2) }));
  }
  const { library } = map;
  return new library.Marker({ element: button }).setLngLat(each.at).addTo(map);
}

function light(id, on) {
  part.querySelector(`tr[data-incident="${CSS.escape(id)}"]`)?.classList.toggle("lit", on);
}

function ring(each) {
  const points = [];
  const [lon, lat] = each.at;
  const up = each.radius / 111.2, across = up / Math.max(.05, Math.cos(lat * Math.PI / 180));
  for (let n = 0; n <= 48; n++) points.push([lon + across * Math.cos(n * Math.PI / 24), lat + up * Math.sin(n * Math.PI / 24)]);
  return { type: "Feature", properties: { near: each.radius < 300 }, geometry: { type: "Polygon", coordinates: [points] } };
}

function brush() {
  const svg = part.querySelector("svg.bins");
  if (!svg) return;
  const bins = [...svg.querySelectorAll("a")];
  const bar = svg.querySelector(".brush");
  let from = null;
  const at = (event) => {
    const edges = svg.getBoundingClientRect();
    return Math.max(0, Math.min(bins.length - 1, Math.floor((event.clientX - edges.left) / edges.width * bins.length)));
  };
  const show = (a, b) => {
    const step = 800 / bins.length;
    bar.removeAttribute("hidden");
    bar.setAttribute("x", Math.min(a, b) * step);
    bar.setAttribute("width", (Math.abs(a - b) + 1) * step);
  };
  let moved = false;
  svg.addEventListener("pointerdown", (event) => { if (event.button === 0) { from = at(event); moved = false; } });
  svg.addEventListener("pointermove", (event) => { if (from !== null && (moved || at(event) !== from)) { moved = true; svg.setPointerCapture(event.pointerId); show(from, at(event)); } });
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("pointerup", (event) => {
    if (from === null) return;
    const [a, b] = [Math.min(from, at(event)), Math.max(from, at(event))];
    from = null;
    if (!moved) return;
    document.getElementById("m-from").value = bins[a].dataset.from;
    document.getElementById("m-to").value = bins[b].dataset.to;
    form.requestSubmit();
  });
  svg.addEventListener("click", (event) => { if (moved) event.preventDefault(); });
}
