// Adding: files dropped on the page are those of the form; what a run tells is put below as it comes.
const drop = document.getElementById("drop");
if (drop) {
  const files = document.getElementById("files");
  const chosen = document.getElementById("chosen");
  const say = () => { chosen.textContent = Array.from(files.files, (file) => file.name).join(", "); };
  files.addEventListener("change", say);
  for (const kind of ["dragover", "dragenter"]) document.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
  for (const kind of ["dragleave", "drop"]) document.addEventListener(kind, () => drop.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer?.files.length) { files.files = event.dataTransfer.files; say(); }
  });
}

const adding = document.getElementById("adding");
if (adding && adding.dataset.done === "no") {
  const list = document.getElementById("adding-told");
  const source = new EventSource(adding.dataset.events);
  const part = (name, text, more = {}) => Object.assign(document.createElement(name), { textContent: text, ...more });
  source.addEventListener("message", (event) => {
    const told = JSON.parse(event.data);
    const item = document.createElement("li");
    if (told.report) {
      const id = encodeURIComponent(told.report.replaceAll("~", "~0").replaceAll("/", "~1"));
      const link = part("a", "", { href: `/reports/${id}` });
      link.append(part("bdi", told.report));
      item.append(link, " ", part("span", `${told.figures} figures, ${told.claims} claims, ${told.issues} issues`, { className: "soft" }));
    } else if (told.note) {
      item.append(part("bdi", told.note));
    } else {
      const lost = told.without_report ? `, ${told.without_report} gave no report` : "";
      item.append(part("strong", `${told.new} added, ${told.changed} changed, ${told.known} in the book already${lost}`));
    }
    list.append(item);
  });
  source.addEventListener("end", () => { source.close(); document.getElementById("adding-state").textContent = "Done."; });
  source.addEventListener("error", () => { source.close(); document.getElementById("adding-state").textContent = "The desk does not tell any more; load the page again."; });
}
