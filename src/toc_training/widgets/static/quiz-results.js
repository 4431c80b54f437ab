// What stands in an item's place once it is answered, and the result of a knowledge check.
const MARKS = { right: "✓", partly: "◐", wrong: "✗", missed: "!" };
const WORDS = { right: "Right", wrong: "Not right", missed: "The right answer" };
// Rounded down: what is shown as the pass mark has passed.
const percent = (share) => `${Math.floor(share * 100 + 1e-6)} %`;

export function shown(kit) {
  const { h, newId, inline } = kit;

  const line = (text, cls = "") => h("span", { class: `toc-line ${cls}` }, inline(text));
  const tag = (text) => (text ? h("span", { class: "toc-tag", dir: "ltr" }, text) : null);
  function entry(state, texts, said, feedback, { kind = "li", after } = {}) {
    return h(kind, { class: "toc-entry", "data-state": state ?? "plain", dir: "auto" },
      h("span", { class: "toc-mark", "aria-hidden": "true" }, MARKS[state] ?? ""),
      h("div", {}, texts, tag(said), after, feedback ? h("p", { class: "toc-feedback" }, inline(feedback)) : null));
  }

  function options(item, done) {
    const chosen = [done.response].flat();
    return h("ul", { class: "toc-entries" }, item.options.map((text, n) => {
      const part = done.parts?.find((p) => p.at === n + 1);
      const yours = chosen.includes(n + 1) ? "Your answer" : null;
      const word = part?.state === "missed" && item.type === "multiple" ? "You missed this one" : WORDS[part?.state];
      const said = [yours, word].filter(Boolean).join(": ");
      return entry(part?.state ?? (yours ? "noted" : null), line(text), said, part?.text);
    }));
  }

  function numeric(item, done) {
    const named = (number) => `${number} ${item.unit}`.trim();
    const [own, key] = done.parts ?? [];
    return h("ul", { class: "toc-entries" },
      entry(own?.state ?? "noted", line(String(done.response)), ["Your answer", WORDS[own?.state]].filter(Boolean).join(": "), own?.text),
      key ? entry("missed", line(named(key.key)), WORDS.missed, key.text) : null);
  }

  function grid(asked, places) {
    return (item, done) => h("ul", { class: "toc-entries" }, item[asked].map((text, n) => {
      const part = done.parts?.find((p) => p.at === n + 1);
      const yours = [line(text, "toc-asked"), line(item[places][done.response[n] - 1], "toc-placed")];
      const after = part?.state === "wrong"
        ? h("span", { class: "toc-line" }, "Belongs to: ", h("strong", {}, inline(item[places][part.key - 1])))
        : null;
      return entry(part?.state ?? "noted", yours, WORDS[part?.state] ?? "Your answer", part?.text, { after });
    }));
  }

  function order(item, done) {
    return h("ol", { class: "toc-entries toc-steps" }, done.response.map((number) => {
      const part = done.parts?.find((p) => p.at === number);
      const said = { right: "Right place", wrong: `Belongs at place ${part?.key}` }[part?.state];
      return h("li", {}, entry(part?.state ?? "noted", line(item.steps[number - 1]), said, part?.text, { kind: "div" }));
    }));
  }

  const bodies = { single: options, multiple: options, numeric, match: grid("lefts", "rights"), classify: grid("rows", "categories"), order };

  function answer(item) {
    const { done } = item;
    const state = done.correct ? "right" : done.score ? "partly" : "wrong";
    const verdict = done.summary
      ? h("p", { class: "toc-verdict", id: newId("verdict"), "data-state": state, dir: "ltr" },
        h("span", { class: "toc-mark", "aria-hidden": "true" }, MARKS[state]),
        h("span", {}, h("strong", {}, done.summary), done.calibration ? ` ${done.calibration}` : ""))
      : h("p", { class: "toc-verdict", id: newId("verdict"), "data-state": "noted", dir: "ltr" }, h("strong", {}, "Noted."));
    return [bodies[item.type](item, done), verdict];
  }

  const best = (b) => `Your best so far: ${percent(b.score)}, ${b.passed ? "passed" : "not passed yet"} (the pass mark is ${percent(b.pass_mark)}).`;

  function verdict(r) {
    if (r.run > 1) return `This attempt: ${percent(r.score)}. ${best(r.best)}`;
    return `Result: ${percent(r.score)}. ${r.passed ? "Passed" : "Not passed yet"}; the pass mark is ${percent(r.pass_mark)}.`;
  }

  function firstLine(r) {
    const right = `${r.right} of ${r.of} questions fully right.`;
    if (r.run > 1) {
      return h("p", {}, `This attempt: ${percent(r.score)}. `, h("strong", {}, best(r.best)), ` This time ${right}`);
    }
    return h("p", { class: "toc-score" }, h("span", { class: "toc-figure" }, percent(r.score)),
      h("span", {}, h("strong", {}, r.passed ? "Passed" : "Not passed yet"), `. The pass mark is ${percent(r.pass_mark)}. ${right}`));
  }

  const list = (title, texts, kind) => (texts.length
    ? [h("p", {}, h("strong", {}, title)), h(kind, { class: `toc-back-${kind}` }, texts.map((text) => h("li", { dir: "auto" }, text)))] : null);

  function result(r, restart) {
    return h("section", { class: "toc-result", "aria-label": "Result", "data-state": r.best.passed ? "right" : "partly" },
      firstLine(r),
      r.opened ? h("p", {}, "The answers to the questions before the start now stand there.") : null,
      list("Read again in this lesson:", r.reread, "ol"),
      list("What the questions you missed were about:", r.missed, "ul"),
      again(restart));
  }

  // Asked once, in place: a run that was begun has to be finished before there is a result again.
  function again(restart) {
    const place = h("div", { class: "toc-again" });
    const button = (text, onclick) => h("button", { type: "button", onclick }, text);
    const offer = () => place.replaceChildren(button("Take it again", confirm));
    function confirm() {
      const question = h("p", { tabindex: "-1" }, "Begin the whole check again? This result stays in your record, and your best one counts.");
      place.replaceChildren(question, h("div", { class: "toc-actions" },
        button("Yes, begin again", restart),
        button("No, stay here", () => { offer(); place.querySelector("button").focus(); })));
      question.focus();
    }
    offer();
    return place;
  }

  return { answer, verdict, best, result };
}
