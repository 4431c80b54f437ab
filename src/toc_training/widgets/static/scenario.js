const number = (v) => String(Number(v.toFixed(2))).replace("-", "\u2212");
const DIRECTION = [["\u25bc", "down"], ["", "no change"], ["\u25b2", "up"]];

export function render({ model, el, ask, kit, parts: [chart], problems }) {
  const { h, paragraphs, newId, uuid, status, problemNotes, LOST } = kit;
  const spoken = status({ class: "toc-hidden" });
  const warning = status();
  const body = h("div", { class: "toc-walk" });
  el.append(...problemNotes(problems), spoken.node, body, warning.node);

  const sent = new Map();
  let acting = false, waiting = false, drawnChart = () => {};

  // The same press twice is the same statement: it counts once, whenever the kernel wakes up.
  async function act(name, payload = {}) {
    if (waiting) return;
    const { walk, step } = model.get("view");
    const key = [walk, step, payload.choice].join();
    if (!sent.has(key)) sent.set(key, uuid());
    acting = waiting = true;
    warning.say("");
    const reply = await ask(name, { ...payload, walk, step, statement: sent.get(key) }, () => {
      waiting = false;
      warning.say(LOST);
    });
    waiting = false;
    if (reply.error) warning.say(reply.error);
    else if (acting) draw();
  }

  // The second half of a double click would press what has taken the button's place.
  const press = (text, action) => h("button", { class: "toc-main", type: "button", onclick: (e) => e.detail < 2 && action() }, text);

  function change(before, after) {
    const step = Math.round((after - before) * 100) / 100;
    const [arrow, word] = DIRECTION[Math.sign(step) + 1];
    const text = step ? `${step > 0 ? "+" : ""}${number(step)} ${word}` : word;
    return { text, node: h("span", { class: `toc-change toc-${word.replace(" ", "-")}` },
      arrow && h("span", { "aria-hidden": "true" }, arrow + " "), text) };
  }

  function measures(view, { moved }) {
    const items = view.measures.map((m) => {
      const now = m.values.at(-1), before = moved ? m.values.at(-2) : now;
      const percent = (v) => `${(100 * (v - m.low)) / (m.high - m.low)}%`;
      const id = newId("measure");
      return h("li", {},
        h("div", { class: "toc-measure-line" },
          h("span", { id, class: "toc-measure-name", dir: "auto" }, m.name),
          h("span", { class: "toc-measure-value" }, h("strong", {}, number(now)), ` of ${number(m.high)}`)),
        h("div", { class: "toc-bar", role: "meter", "aria-labelledby": id, "aria-valuemin": m.low, "aria-valuemax": m.high,
          "aria-valuenow": now, "aria-valuetext": `${number(now)} of ${number(m.high)}` },
          h("div", { style: `--toc-now:${percent(now)};--toc-before:${percent(before)}` })),
        moved ? change(before, now).node : null);
    });
    return h("section", { class: "toc-measures", "aria-label": "Measures" },
      h("ul", {}, items),
      h("details", { open: view.step === 0 },
        h("summary", {}, "What the measures stand for"),
        h("dl", {}, view.measures.flatMap((m) => [h("dt", { dir: "auto" }, m.name), h("dd", { dir: "auto" }, m.stands_for)]))));
  }

  function intro(view) {
    const text = [h("p", { dir: "auto" }, view.place), h("p", { dir: "auto" }, h("strong", {}, "Your role. "), view.role)];
    return h("header", {},
      h("p", { class: "toc-eyebrow" }, "A fictional case"), h("h3", { dir: "auto" }, view.title),
      view.phase === "decide" && view.step === 0 ? text
        : h("details", {}, h("summary", {}, "Where you are and who you are"), text));
  }

  function before(view, upTo) {
    const past = view.past.slice(0, upTo);
    if (!past.length) return null;
    return h("details", {},
      h("summary", {}, `What you decided before (${past.length})`),
      h("ol", { class: "toc-past" }, past.map((p) => h("li", {},
        h("strong", { dir: "auto" }, p.title),
        h("p", { dir: "auto" }, h("span", { class: "toc-soft" }, "You decided: "), p.choice), paragraphs(p.feedback)))));
  }

  const heading = (eyebrow, title) => h("h4", { tabindex: "-1" },
    h("span", { class: "toc-eyebrow" }, eyebrow), " ", h("span", { dir: "auto" }, title));

  function decide(view) {
    const name = newId("choice");
    const choices = view.node.choices.map((c) => h("label", { class: "toc-choice" },
      h("input", { type: "radio", name, value: c.id }), h("span", { dir: "auto" }, c.text)));
    const decided = () => {
      const chosen = body.querySelector("input:checked");
      if (chosen) return act("choose", { choice: chosen.value });
      warning.say("Choose one of the answers first, then press Decide.");
      body.querySelector("input").focus();
    };
    return [
      heading(`Decision ${view.step + 1}`, view.node.title), paragraphs(view.node.text),
      measures(view, { moved: false }),
      h("fieldset", {}, h("legend", {}, "What do you decide?"), choices),
      press("Decide", decided),
      before(view),
    ];
  }

  function told(view) {
    const last = view.past.at(-1);
    return [
      heading(`Decision ${view.step}: what comes of it`, last.title),
      h("blockquote", { dir: "auto" }, h("span", { class: "toc-soft" }, "You decided: "), last.choice),
      h("div", { class: "toc-consequence" }, paragraphs(last.feedback)),
      measures(view, { moved: true }),
      press(view.last ? "See where it led" : "Continue", () => act("continue")),
      before(view, -1),
    ];
  }

  function numbers(view) {
    return h("div", { class: "toc-scroll", tabindex: "0", role: "region", "aria-label": "Measures along the walk, as a table" },
      h("table", {},
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "After"), view.measures.map((m) => h("th", { scope: "col", dir: "auto" }, m.name)))),
        h("tbody", {}, view.measures[0].values.map((_, i) => h("tr", {},
          h("th", { scope: "row", dir: "auto" }, i ? `${i}. ${view.past[i - 1].title}` : "Start"),
          view.measures.map((m) => h("td", {}, number(m.values[i]))))))));
  }

  function walkChart(view) {
    const said = view.measures.map((m) => {
      const [first, last] = [m.values[0], m.values.at(-1)];
      return `${m.name} from ${number(first)} to ${number(last)}, lowest ${number(Math.min(...m.values))}, highest ${number(Math.max(...m.values))}`;
    });
    const description = `Line chart of the measures at the start and after each of ${view.step} decisions. ${said.join(". ")}.`;
    const place = h("div", { class: "toc-chart-place" });
    let width = 0;
    drawnChart = () => {
      const room = Math.floor(Math.min(place.clientWidth || 560, 640));
      if (room === width) return;
      width = room;
      place.replaceChildren(chart.lineChart({ series: view.measures, width, description }));
    };
    return h("figure", {}, place, h("figcaption", {}, "Your measures along the walk. More is better on each."),
      h("details", {}, h("summary", {}, "The same numbers as a table"), numbers(view)));
  }

  function decision(view, i) {
    const step = view.debrief.steps[i], past = view.past[i];
    return h("li", { class: "toc-decision" },
      h("h5", { dir: "auto" }, `${i + 1}. ${past.title}`),
      h("p", { dir: "auto" }, h("strong", {}, "You chose: "), past.choice),
      h("ul", { class: "toc-changes" }, view.measures.map((m) => h("li", {}, `${m.name} `, change(m.values[i], m.values[i + 1]).node))),
      h("details", {}, h("summary", {}, "What came of it"), paragraphs(past.feedback)),
      step.advice ? h("div", { class: "toc-advice" },
        h("p", { class: "toc-eyebrow" }, "What the guidance says"), paragraphs(step.advice),
        h("p", { class: "toc-ids" }, `[${step.covers.join(" \u00b7 ")}]`)) : null,
      h("details", {},
        h("summary", {}, step.not_taken.length === 1 ? "The road not taken" : `The roads not taken (${step.not_taken.length})`),
        h("ul", { class: "toc-roads" }, step.not_taken.map((c) => h("li", {}, h("p", { dir: "auto" }, h("strong", {}, c.text)), paragraphs(c.feedback))))));
  }

  function ended(view) {
    const d = view.debrief;
    return [
      heading("The end", d.title),
      h("p", { class: "toc-outcome", dir: "auto" }, d.outcome),
      d.text ? paragraphs(d.text) : null, paragraphs(d.debrief),
      walkChart(view),
      h("h4", {}, "Your decisions, one by one"),
      h("ol", { class: "toc-decisions" }, d.steps.map((_, i) => decision(view, i))),
      h("p", { class: "toc-endings", dir: "auto" },
        `This scenario has ${d.endings} endings. You have seen ${d.seen.length}: ${d.seen.join("; ")}.`),
    ];
  }

  // Asked once, in place: a walk that is left cannot be gone on with.
  function restart() {
    const place = h("div", { class: "toc-restart" });
    const offer = () => place.replaceChildren(h("button", { onclick: () => {
      const question = h("p", { tabindex: "-1" }, "Begin a new walk? This one stays in your record, but you cannot go on with it.");
      place.replaceChildren(question,
        h("button", { onclick: () => act("restart") }, "Yes, start again"), " ",
        h("button", { onclick: () => { offer(); place.querySelector("button").focus(); } }, "No, stay here"));
      question.focus();
    } }, "Start again"));
    offer();
    return place;
  }

  function draw() {
    const view = model.get("view");
    const draws = { decide, told, ended }[view.phase];
    const focused = acting && body.contains(el.getRootNode().activeElement);
    drawnChart = () => {};
    body.replaceChildren(...[intro(view), draws(view), view.step ? restart() : null].flat(2).filter(Boolean));
    drawnChart();
    warning.say(view.notice);
    spoken.say(acting && view.phase === "told"
      ? view.measures.map((m) => `${m.name} ${change(m.values.at(-2), m.values.at(-1)).text}, now ${number(m.values.at(-1))}.`).join(" ") : "");
    if (focused) body.querySelector("h4").focus();
    acting = false;
  }

  const resized = new ResizeObserver(() => drawnChart());
  resized.observe(body);
  model.on("change:view", draw);
  draw();
  return () => { model.off("change:view", draw); resized.disconnect(); };
}
