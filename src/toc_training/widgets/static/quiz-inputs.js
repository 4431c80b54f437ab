// Choosing, writing a number, writing a text. Each control has a node and read(), which gives {value} or {error}.
const drafts = new Map();

export function controls(kit) {
  const { h, newId, inline } = kit;

  // What is typed and not handed in outlives a new drawing of the lesson on the same page.
  function keepDraft(input, key, saved = "") {
    input.value = drafts.get(key) ?? saved;
    input.addEventListener("input", () => drafts.set(key, input.value));
  }

  function choice(kind, name, number, text, checked) {
    const id = newId("option");
    return h("li", { class: "toc-option", dir: "auto" },
      h("input", { type: kind, name, id, value: number, checked }),
      h("label", { for: id }, inline(text)));
  }

  const chosen = (node) => [...node.querySelectorAll("input:checked")].map((input) => Number(input.value));

  function single(item, { response } = {}) {
    const name = newId("choice");
    const node = h("ul", { class: "toc-options" },
      item.options.map((text, n) => choice("radio", name, n + 1, text, response === n + 1)));
    const read = () => {
      const [value] = chosen(node);
      return value ? { value } : { error: "Choose an answer first." };
    };
    return { node, read };
  }

  function multiple(item) {
    const name = newId("choices");
    const node = h("ul", { class: "toc-options" }, item.options.map((text, n) => choice("checkbox", name, n + 1, text)));
    const read = () => {
      const value = chosen(node);
      return value.length ? { value } : { error: "Choose at least one answer first." };
    };
    return { node, read };
  }

  function numeric(item, { submit }) {
    const id = newId("number"), hint = newId("hint");
    const input = h("input", { id, type: "text", inputmode: "decimal", autocomplete: "off", size: 12, "aria-describedby": hint });
    keepDraft(input, `${item.id} ${item.attempt}`);
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || event.shiftKey || event.altKey) return;
      event.preventDefault();
      submit();
    });
    const node = h("div", { class: "toc-number" },
      h("label", { for: id }, item.unit ? `Your answer (${item.unit})` : "Your answer"), input,
      h("p", { class: "toc-hint", dir: "auto", id: hint }, "For example 1200 or 1,200; with a decimal, 12.5."));
    const read = () => (input.value.trim() ? { value: input.value } : { error: "Write a number first." });
    return { node, read };
  }

  function survey(item) {
    const hint = newId("hint");
    const kept = h("p", { class: "toc-hint", dir: "auto", id: hint }, "Kept on this computer. Nobody marks it.");
    if (item.options.length) {
      const { node, read } = single(item, { response: item.done?.response });
      const catchUp = (before, now) => {
        if (now && read().value === before) node.querySelector(`input[value="${now}"]`).checked = true;
      };
      return { node: h("div", {}, node, kept), read, catchUp };
    }
    const id = newId("text");
    const input = h("textarea", { id, rows: 5, maxlength: 20000, dir: "auto", "aria-describedby": hint });
    keepDraft(input, item.id, item.done?.response);
    const node = h("div", { class: "toc-text" }, h("label", { for: id }, "Your notes"), input, kept);
    const read = () => (input.value.trim() ? { value: input.value } : { error: "Write something first." });
    // Another drawing of this question may have saved since; what is not saved here stays.
    const catchUp = (before = "", now = "") => {
      if (input.value === before && before !== now) input.value = now;
      if (input.value === now) drafts.delete(item.id);
    };
    return { node, read, catchUp };
  }

  function confidence() {
    const levels = ["guessing", "fairly sure", "certain"];
    const name = newId("sure");
    const node = h("fieldset", { class: "toc-sure" }, h("legend", {}, "How sure are you?"),
      levels.map((level) => {
        const id = newId("level");
        return h("span", {}, h("input", { type: "radio", name, id, value: level }),
          h("label", { for: id }, level[0].toUpperCase() + level.slice(1)));
      }));
    return { node, read: () => node.querySelector("input:checked")?.value };
  }

  return { single, multiple, numeric, survey, confidence };
}
