const KINDS = [["", "All kinds"], ["strategic", "Strategic"], ["operational", "Operational"]];
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export function render({ model, el, ask, kit, problems }) {
  const { h, paragraphs, newId, uuid, status, problemNotes, LOST } = kit;
  const { title, measures } = model.get("view");
  const count = status({ class: "toc-count" });
  const warning = status();
  const sent = new Map();

  async function mark(measure, box) {
    const marked = box.checked;
    const key = `${measure.id} ${marked}`;
    if (!sent.has(key)) sent.set(key, uuid());
    warning.say("");
    const reply = await ask("mark", { id: measure.id, marked, statement: sent.get(key) }, () => {
      showMarks();
      warning.say(LOST);
    });
    sent.delete(key);
    showMarks();
    if (reply.error) warning.say(reply.error);
  }

  const rows = measures.map((m) => {
    const box = h("input", { type: "checkbox", "aria-label": `For my plan: ${m.title}`, onchange: () => mark(m, box) });
    const text = fold([m.id, m.kind, m.title, m.theme, m.text, m.watch, m.ask].join(" "));
    const node = h("li", { class: "toc-measure" },
      h("details", {},
        h("summary", {},
          h("span", { class: "toc-measure-title", dir: "auto" }, m.title),
          h("span", { class: "toc-measure-tags" }, h("span", { dir: "auto" }, `${kindOf(m)} \u00b7 ${m.theme} \u00b7 ${m.id}`))),
        h("div", { class: "toc-measure-text" },
          paragraphs(m.text),
          h("p", { class: "toc-measure-label" }, "Watch"), paragraphs(m.watch),
          h("p", { class: "toc-measure-label" }, "Ask yourself"), paragraphs(m.ask))),
      h("label", { class: "toc-for-plan" }, box, " For my plan"));
    return { m, box, text, node };
  });

  const picker = (label, options) => {
    const id = newId("filter");
    const select = h("select", { id, onchange: filter }, options.map(([value, text]) => h("option", { value }, text)));
    return { select, node: h("div", { class: "toc-filter" }, h("label", { for: id }, label), select) };
  };
  const searchId = newId("filter");
  const search = h("input", { id: searchId, type: "search", autocomplete: "off", oninput: filter });
  const kind = picker("Kind", KINDS);
  const themes = [...new Set(measures.map((m) => m.theme))];
  const theme = picker("Theme", [["", "All themes"], ...themes.map((t) => [t, t])]);
  const all = h("button", { type: "button", hidden: true, onclick: () => {
    search.value = kind.select.value = theme.select.value = "";
    filter();
    search.focus();
  } }, "Show all measures");

  function kindOf(m) {
    return KINDS.find(([value]) => value === m.kind)[1];
  }

  function filter() {
    const words = fold(search.value).split(/\s+/);
    for (const { m, text, node } of rows) {
      node.hidden = !(words.every((word) => text.includes(word))
        && [m.kind, ""].includes(kind.select.value) && [m.theme, ""].includes(theme.select.value));
    }
    const shown = rows.filter((row) => !row.node.hidden).length;
    count.say(shown ? `${shown} of ${rows.length} measures shown` : "No measure matches. Clear the search or a filter.");
    all.hidden = shown === rows.length;
  }

  const planTitle = newId("plan");
  const plan = h("div", {});
  function showMarks() {
    const { marked, notice } = model.get("view");
    for (const { m, box } of rows) box.checked = marked.includes(m.id);
    const chosen = rows.filter(({ m }) => marked.includes(m.id));
    plan.replaceChildren(chosen.length
      ? h("ul", {}, chosen.map(({ m }) => h("li", { dir: "auto" }, m.title, " ", h("span", { class: "toc-measure-tags" }, m.id))))
      : h("p", {}, "Nothing yet. Tick \u201cFor my plan\u201d beside a measure you want to come back to."));
    warning.say(notice);
  }

  el.append(...problemNotes(problems),
    h("section", { class: "toc-explorer", "aria-label": `Measures: ${title}` },
      h("div", { class: "toc-filters" },
        h("div", { class: "toc-filter toc-search" }, h("label", { for: searchId }, "Search the measures"), search),
        kind.node, theme.node),
      h("div", { class: "toc-shown" }, count.node, all),
      h("ul", { class: "toc-measure-list" }, rows.map((row) => row.node)),
      h("section", { class: "toc-plan", "aria-labelledby": planTitle }, h("h3", { id: planTitle }, "Marked for your plan"), plan),
      warning.node));
  filter();
  showMarks();
  model.on("change:view", showMarks);
  return () => model.off("change:view", showMarks);
}
