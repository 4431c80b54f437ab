// Matching, ordering and classifying, by select, by button and by radio: nothing has to be dragged.
const LONG = 40;

export function controls(kit) {
  const { h, newId, inline } = kit;
  const letter = (n) => String.fromCharCode(65 + n);

  function match(item) {
    // A closed select cuts long texts off, so they are also listed in full.
    const long = item.rights.some((text) => text.length > LONG);
    const name = (text, n) => (long ? `${letter(n)}: ${text}` : text);
    const selects = item.lefts.map(() => h("select", { id: newId("match"), dir: "auto" },
      h("option", { value: "" }, "Choose…"),
      item.rights.map((text, n) => h("option", { value: n + 1 }, name(text, n).replaceAll("*", "")))));
    const node = h("div", {},
      long ? h("ol", { class: "toc-letters" }, item.rights.map((text) => h("li", { dir: "auto" }, inline(text)))) : null,
      h("ul", { class: "toc-pairs" }, item.lefts.map((text, n) =>
        h("li", { dir: "auto" }, h("label", { for: selects[n].id }, inline(text)), selects[n]))));
    const read = () => {
      const value = selects.map((select) => Number(select.value));
      return value.every(Boolean) ? { value } : { error: "Choose a partner for every entry first." };
    };
    return { node, read };
  }

  function order(item, { speak }) {
    const list = h("ol", { class: "toc-steps" });
    let moved = false;
    const place = (step) => [...list.children].indexOf(step);
    const ends = () => [...list.children].forEach((step, n, all) => {
      const [up, down] = step.querySelectorAll("button");
      up.setAttribute("aria-disabled", String(n === 0));
      down.setAttribute("aria-disabled", String(n === all.length - 1));
    });
    // The neighbour is moved, not the step: what has focus keeps it.
    function move(step, by) {
      const neighbour = by < 0 ? step.previousElementSibling : step.nextElementSibling;
      if (!neighbour) return;
      moved = true;
      if (by < 0) step.after(neighbour);
      else step.before(neighbour);
      ends();
      speak(`“${step.dataset.text}” is now ${place(step) + 1} of ${list.children.length}.`);
    }
    item.steps.forEach((text, n) => {
      const plain = text.replaceAll("*", "");
      const step = h("li", { "data-number": n + 1, "data-text": plain }, h("div", { class: "toc-step" },
        h("span", { class: "toc-step-text", dir: "auto" }, inline(text)),
        h("span", { class: "toc-moves" },
          h("button", { type: "button", "aria-label": `Move up: ${plain}`, onclick: () => move(step, -1) }, "↑ Up"),
          h("button", { type: "button", "aria-label": `Move down: ${plain}`, onclick: () => move(step, 1) }, "↓ Down"))));
      step.addEventListener("keydown", (event) => {
        const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
        if (!by || !event.altKey) return;
        event.preventDefault();
        move(step, by);
      });
      list.append(step);
    });
    ends();
    const node = h("div", {}, list,
      h("p", { class: "toc-hint", dir: "auto" }, "Move a step with its buttons, or with Alt and the arrow keys."));
    // The order they are shown in is never the right one: who has moved nothing has not answered.
    const read = () => (moved ? { value: [...list.children].map((step) => Number(step.dataset.number)) }
      : { error: "Move at least one step first: they do not stand in the right order yet." });
    return { node, read };
  }

  function classify(item) {
    const heads = item.categories.map(() => newId("category"));
    const rows = item.rows.map((text) => {
      const id = newId("row"), name = newId("place");
      return h("tr", { role: "row" },
        h("th", { scope: "row", role: "rowheader", id, dir: "auto" }, inline(text)),
        item.categories.map((category, c) => {
          const input = newId("cell");
          return h("td", { role: "cell" }, h("span", { class: "toc-cell" },
            h("input", { type: "radio", name, id: input, value: c + 1, "aria-labelledby": `${id} ${heads[c]}` }),
            h("label", { for: input, "aria-hidden": "true", dir: "auto" }, inline(category))));
        }));
    });
    const node = h("table", { class: "toc-grid", role: "table" },
      h("thead", { role: "rowgroup" }, h("tr", { role: "row" },
        h("th", { scope: "col", role: "columnheader" }, h("span", { class: "toc-hidden" }, "Entry")),
        item.categories.map((text, c) => h("th", { scope: "col", role: "columnheader", id: heads[c], dir: "auto" }, inline(text))))),
      h("tbody", { role: "rowgroup" }, rows));
    const read = () => {
      const value = rows.map((row) => Number(row.querySelector("input:checked")?.value ?? 0));
      return value.every(Boolean) ? { value } : { error: "Choose a place for every row first." };
    };
    return { node, read };
  }

  return { match, order, classify };
}
