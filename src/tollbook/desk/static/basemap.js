// The base map: borders, water and names from one file of the desk itself; data goes on top of it.
//   const map = await baseMap(element, { center: [37, 35], zoom: 5 });   // null where there is no map here
// The colours are those of tokens.css, so that the map is dark where the desk is dark.
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
export const ATTRIBUTION = "Borders: Natural Earth, state of 2018. Names: GeoNames (CC BY 4.0). No line or name implies an opinion.";

function style() {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const land = dark ? "#23272c" : "#f6f3ec";
  const sea = dark ? "#14181d" : "#dbe4ea";
  const text = { "text-font": ["Noto Sans", "Noto Sans Arabic"], "text-field": ["get", "name"] };
  const line = (id, source, color, width, more = {}) => ({ id, type: "line", source: "world", "source-layer": source, paint: { "line-color": color, "line-width": width, ...more } });
  const label = (id, kind, layout, color) => ({
    id, type: "symbol", source: "world", "source-layer": "labels", filter: ["==", ["get", "kind"], kind],
    layout: { ...text, "text-max-width": 8, "symbol-sort-key": ["get", "rank"], ...layout },
    paint: { "text-color": color, "text-halo-color": land, "text-halo-width": 1.4 },
  });
  return {
    version: 8,
    sources: { world: { type: "vector", url: `pmtiles://${location.origin}/map/world.pmtiles`, attribution: ATTRIBUTION } },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": sea } },
      { id: "land", type: "fill", source: "world", "source-layer": "countries", paint: { "fill-color": land } },
      { id: "lakes", type: "fill", source: "world", "source-layer": "lakes", paint: { "fill-color": sea } },
      line("rivers", "rivers", sea, 1),
      line("states", "states", token("line"), 0.7),
      line("borders", "countries", token("edge"), 1),
      line("disputed", "disputed", token("edge"), 1.2, { "line-dasharray": [3, 2] }),
      label("states-names", "state", { "text-size": 11, "text-letter-spacing": 0.05 }, token("muted")),
      label("places-names", "place", { "text-size": 11.5 }, token("ink")),
      label("countries-names", "country", { "text-size": 13, "text-transform": "uppercase", "text-letter-spacing": 0.08 }, token("muted")),
    ],
  };
}

function script(src) {
  return new Promise((done, failed) => {
    const el = document.createElement("script");
    Object.assign(el, { src, onload: done, onerror: () => failed(new Error(src)) });
    document.head.append(el);
  });
}

export async function baseMap(container, options = {}) {
  let library;
  try {
    [library] = await Promise.all([import("/vendor/maplibre-gl.mjs"), window.pmtiles ? null : script("/vendor/pmtiles.js")]);
  } catch {
    return null;
  }
  library.setWorkerUrl("/vendor/maplibre-gl-worker.mjs");
  library.addProtocol("pmtiles", new window.pmtiles.Protocol().tile);
  await Promise.all(["400 12px 'Noto Sans'", "400 12px 'Noto Sans Arabic'"].map((font) => document.fonts.load(font, "aب")));
  const map = new library.Map({
    container, style: style(), minZoom: 1, maxZoom: 12, dragRotate: false, pitchWithRotate: false, attributionControl: { compact: false },
    canvasContextAttributes: { preserveDrawingBuffer: false }, ...options,
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new library.NavigationControl({ showCompass: false }), "top-left");
  await new Promise((done) => map.once("load", done));
  return Object.assign(map, { library });
}
