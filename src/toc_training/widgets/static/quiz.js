// The page of a quiz: one card for each item, redrawn when what the kernel says about it changes.
const ASK = { practice: "Check answer", pretest: "Note my answer", scored: "Hand in this answer" };
const DONE = { practice: "Answered", pretest: "Noted", scored: "Handed in" };

export function render({ model, el, ask, kit, parts, problems }) {
  const { h } = kit;
  const [inputs, lists, results] = parts;
  const controls = { ...inputs.controls(kit), ...lists.controls(kit) };
  const shown = results.shown(kit);

  const spoken = h("div", { class: "toc-hidden", role: "status" });
  const speak = (text) => {
    spoken.textContent = "";
    setTimeout(() => { spoken.textContent = text; }, 50);
  };
  const lead = h("p", { class: "toc-lead" });
  const best = h("p", { class: "toc-best" });
  const progress = h("div", { class: "toc-progress" });
  const cards = model.get("view").items.map((item, n) => card(n));
  const result = h("div", {});
  const notice = kit.status();
  const root = h("div", { class: "toc-quiz", role: "group", "aria-label": model.get("view").name },
    kit.problemNotes(problems), lead, best, progress, cards.map((c) => c.node), result, notice.node, spoken);

  function card(n) {
    const status = kit.status();
    const body = h("div", { class: "toc-body" });
    const check = h("button", { type: "button", class: "toc-main", onclick: answer });
    const again = h("button", { type: "button", onclick: retry }, "Try again");
    const node = h("section", { class: "toc-item" }, body, status.node, h("div", { class: "toc-actions" }, check, again));
    let drawn = "", item, form, id, since, busy = false;
    body.addEventListener("input", () => { if (item.type === "survey") tell(); });

    function draw(next) {
      const text = JSON.stringify(next);
      if (text === drawn) return false;
      const fresh = item?.attempt !== next.attempt;
      const survey = next.type === "survey";
      const answered = Boolean(next.done) && !survey;
      // What is typed or chosen and not handed in yet stays: a form that still asks the same is kept.
      const same = form && !answered && (survey || !fresh) && asked(item) === asked(next);
      const before = item;
      drawn = text;
      item = next;
      if (fresh || !id) id = kit.uuid();
      if (fresh) since = undefined;
      const held = node.contains(check.getRootNode().activeElement ?? null);
      node.dataset.item = item.id;
      node.dataset.state = stateOf(item);
      if (same) form.catchUp?.(before.done?.response, item.done?.response);
      else {
        form = answered ? null : controls[item.type](item, { speak, submit: answer });
        body.replaceChildren(frame(n, form ? asking() : shown.answer(item)));
      }
      again.hidden = !item.again;
      check.hidden = answered && !held;
      check.className = answered ? "toc-quiet" : "toc-main";
      check.textContent = survey ? "Save" : (answered ? DONE : ASK)[model.get("view").mode];
      off(answered);
      tell();
      if (answered && held && check.getRootNode().activeElement !== check) check.focus();
      if (!answered) watch();
      return true;
    }

    function tell() {
      const unsaved = item.type === "survey" && form.read().value !== item.done?.response;
      const done = item.done && !unsaved;
      const saved = item.type === "survey" ? "Saved. You can change it and save again." : "";
      const said = unsaved ? "Not saved yet." : done ? item.done.notice ?? saved : "";
      if (said !== status.node.textContent) status.say(said);
      status.node.dataset.kind = done && !item.done.notice ? "good" : "";
      if (item.type === "survey") check.className = done ? "" : "toc-main";
    }

    function asking() {
      const rule = model.get("view").rules[item.type];
      return [form.node, rule ? h("p", { class: "toc-rule", dir: "auto", id: kit.newId("rule") }, rule) : null,
        item.confidence ? (form.sure = controls.confidence()).node : null];
    }

    // What has a direction of its own does not count for `auto`: the prompt decides for the card.
    function frame(number, inside) {
      const prompt = pieces(item.prompt).map(({ text, question }) =>
        h("span", { class: question ? "toc-prompt toc-question" : "toc-prompt" }, kit.inline(text)));
      const field = h("fieldset", { dir: "auto" },
        h("legend", {}, h("span", { class: "toc-kicker", dir: "ltr" }, `${model.get("view").name}, question ${number + 1} `), prompt), inside);
      const about = [...field.querySelectorAll(".toc-rule, .toc-verdict")].map((x) => x.id).join(" ");
      if (about) field.setAttribute("aria-describedby", about);
      return field;
    }

    function off(value) {
      if (value) check.setAttribute("aria-disabled", "true");
      else check.removeAttribute("aria-disabled");
    }

    function watch() {
      if (since !== undefined) return;
      since = performance.now();
      if (!globalThis.IntersectionObserver) return;
      const seen = new IntersectionObserver((entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        since = performance.now();
        seen.disconnect();
      });
      seen.observe(node);
    }

    function complain(text) {
      status.node.dataset.kind = "";
      status.say("");
      setTimeout(() => status.say(text), 50);
    }

    async function send(name, payload) {
      busy = true;
      off(true);
      const free = () => { busy = false; off(Boolean(item.done) && item.type !== "survey"); };
      const reply = await ask(name, { item: item.id, ...payload }, () => { free(); complain(kit.LOST); });
      free();
      paint();
      return reply;
    }

    async function answer() {
      if (busy || check.getAttribute("aria-disabled")) return;
      const { value, error } = form.read();
      const confidence = form.sure?.read();
      if (error || (form.sure && !confidence)) return complain(error ?? "Say how sure you are first.");
      const finished = Boolean(model.get("view").result);
      const reply = await send("answer", {
        attempt: item.attempt, response: value, confidence, statement_id: id,
        seconds: (performance.now() - since) / 1000,
      });
      if (reply.error) return complain(reply.error);
      if (item.type === "survey") id = kit.uuid();
      tell();
      const end = model.get("view").result;
      speak(reply.said + (end && !finished ? ` ${shown.verdict(end)}` : ""));
    }

    async function retry() {
      if (busy) return;
      await send("again", {});
      body.querySelector("input, select, textarea, button")?.focus();
    }
    return { node, draw, first: () => body.querySelector("input, select, textarea, button") };
  }

  let painted, resultDrawn = "";
  function paint() {
    const view = model.get("view");
    if (view === painted) return;
    painted = view;
    lead.textContent = view.lead;
    lead.hidden = !view.lead;
    view.items.forEach((item, n) => cards[n].draw(item));
    best.textContent = view.best ? shown.best(view.best) : "";
    best.hidden = !view.best;
    const answered = view.items.filter((item) => item.done).length;
    progress.hidden = view.items.length < 2;
    progress.replaceChildren(h("span", {}, `${answered} of ${view.items.length} answered`),
      h("span", { class: "toc-steps-bar", "aria-hidden": "true" },
        view.items.map((item) => h("span", { "data-state": stateOf(item) }))));
    const text = JSON.stringify(view.result);
    if (text === resultDrawn) return;
    resultDrawn = text;
    result.replaceChildren(...(view.result ? [shown.result(view.result, restart)] : []));
  }

  async function restart() {
    notice.say("");
    const reply = await ask("restart", {}, () => notice.say(kit.LOST));
    notice.say(reply.error ?? "");
    if (reply.error) return;
    speak(reply.said);
    cards[0]?.first()?.focus();
  }

  el.append(root);
  paint();
  model.on("change:view", paint);
  return () => model.off("change:view", paint);
}

// The paragraphs of a prompt, and apart from them its last sentence that ends in a question mark.
const SENTENCE = /\S[^]*?[.!?؟][)”"’'*]*(?=\s+\P{Ll}|\s*$)|\S[^]*$/gu;
export function pieces(prompt) {
  const paragraphs = prompt.split("\n\n");
  const plain = paragraphs.map((text) => ({ text, question: false }));
  for (let p = paragraphs.length - 1; p >= 0; p -= 1) {
    const said = paragraphs[p].match(SENTENCE) ?? [];
    const n = said.findLastIndex((sentence) => /[?؟][)*]*$/.test(sentence));
    if (n < 0) continue;
    const parts = [said.slice(0, n).join(" "), said[n], said.slice(n + 1).join(" ")];
    // Bold or emphasis that reaches over more than one sentence cannot be taken apart.
    if (parts.some((text) => text.split(/\*+/).length % 2 === 0)) return plain;
    const split = parts.map((text, part) => ({ text, question: part === 1 })).filter(({ text }) => text);
    return [...plain.slice(0, p), ...split, ...plain.slice(p + 1)];
  }
  return plain;
}

// What an item asks, whatever was answered.
function asked({ done, again, attempt, ...rest }) {
  return JSON.stringify(rest);
}

function stateOf(item) {
  if (!item.done) return "open";
  if (item.done.correct === undefined || item.done.correct === null) return "noted";
  return item.done.correct ? "right" : item.done.score ? "partly" : "wrong";
}
