// What the pages of all widgets share. Text is set as text: nothing a person wrote becomes markup.
export const LOST = "The course's program has not answered. It may be busy, or it has stopped: "
  + "if this line stays, choose Start at the top of this page. What was kept before is safe.";

export function h(tag, attrs = {}, ...kids) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attrs)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...kids.flat().filter((kid) => kid != null));
  return node;
}

// **bold** and *emphasis* are the only markup authors have.
export function inline(text) {
  return text.split(/(\*\*[^*]+\*\*|\*[^*]+\*)/).map((part) => {
    if (/^\*\*.+\*\*$/.test(part)) return h("strong", {}, part.slice(2, -2));
    if (/^\*.+\*$/.test(part)) return h("em", {}, part.slice(1, -1));
    return part;
  });
}

export const paragraphs = (text) => text.trim().split(/\n\s*\n/).map((p) => h("p", { dir: "auto" }, inline(p)));

// crypto.randomUUID is missing on plain http, which is what a classroom's network often is.
export function uuid() {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 0x0f) | 0x40;
  b[8] = (b[8] & 0x3f) | 0x80;
  const s = [...b].map((x) => x.toString(16).padStart(2, "0")).join("");
  return [s.slice(0, 8), s.slice(8, 12), s.slice(12, 16), s.slice(16, 20), s.slice(20)].join("-");
}

let serial = 0;
export const newId = (stem) => `toc-${stem}-${++serial}`;

// A line that screen readers speak when it changes.
export function status(attrs = {}) {
  const node = h("div", { class: "toc-status", role: "status", ...attrs });
  return { node, say: (text) => { node.textContent = text; } };
}

// What is wrong with the record is said once on a page, not by every widget on it.
export function problemNotes(texts) {
  const said = [...document.querySelectorAll(".toc-problem")].map((node) => node.textContent);
  return texts.filter((text) => !said.includes(text)).map((text) => h("p", { class: "toc-problem toc-status" }, text));
}
