// The code of a widget's page is asked for once per page and kept, instead of travelling with each widget.
const kept = (globalThis.__tocTraining ??= { modules: {}, styles: {}, serial: 0 });
const SLOW = 3000;

// Ask the kernel; `onSlow` is called once when it has not answered in time, and a late answer still counts.
function asker(model) {
  const waiting = new Map();
  const listen = (m) => {
    if (m?.kind !== "reply" || !waiting.has(m.n)) return;
    const { resolve, timer } = waiting.get(m.n);
    waiting.delete(m.n);
    clearTimeout(timer);
    resolve(m);
  };
  model.on("msg:custom", listen);
  const ask = (name, payload = {}, onSlow = () => {}) =>
    new Promise((resolve) => {
      const n = ++kept.serial;
      waiting.set(n, { resolve, timer: setTimeout(onSlow, SLOW) });
      try { model.send({ kind: "ask", n, name, ...payload }); } catch { onSlow(); }
    });
  return { ask, stop: () => model.off("msg:custom", listen) };
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// Many widgets open at once and the first asks for all; who has waited too long asks again itself.
async function fetchFiles(files, ask) {
  const key = (name) => name + files[name];
  const missing = () => Object.keys(files).filter((n) => !kept.modules[key(n)] && !kept.styles[key(n)]);
  if (missing().length && kept.pending) await Promise.race([kept.pending, pause(SLOW)]);
  const wanted = missing();
  if (!wanted.length) return;
  kept.pending = ask("files", { wanted }).then((reply) => {
    for (const name of wanted) {
      if (name.endsWith(".css")) kept.styles[key(name)] = reply.files[name];
      else kept.modules[key(name)] ??= import(URL.createObjectURL(new Blob([reply.files[name]], { type: "text/javascript" })));
    }
  });
  await kept.pending;
}

function dress(el, files) {
  const root = el.getRootNode() instanceof ShadowRoot ? el.getRootNode() : document.head;
  for (const name of Object.keys(files).filter((n) => n.endsWith(".css"))) {
    const id = "toc-" + name.replace(".", "-") + files[name];
    if (root.querySelector("#" + id)) continue;
    root.append(Object.assign(document.createElement("style"), { id, textContent: kept.styles[name + files[name]] }));
  }
}

async function render({ model, el }) {
  const { ask, stop } = asker(model);
  const waiting = document.createElement("p");
  waiting.setAttribute("role", "status");
  el.append(waiting);
  let undo = () => {};
  const slow = () => {
    waiting.textContent = "Not connected yet: the course's program has not answered. It may still be starting. "
      + "If this line stays, choose Start at the top of this page. What you have answered before is kept.";
  };
  const files = model.get("files");
  Promise.all([ask("hello", {}, slow), fetchFiles(files, ask)]).then(async ([hello]) => {
    dress(el, files);
    // The first script is the kit, the second draws the page; others are handed to it as its parts.
    const scripts = Object.keys(files).filter((n) => n.endsWith(".js"));
    const [kit, page, ...parts] = await Promise.all(scripts.map((n) => kept.modules[n + files[n]]));
    waiting.remove();
    el.classList.add("toc-widget");
    // JupyterLab's command-mode shortcuts act on a focused radio otherwise: d, d deletes the cell.
    el.addEventListener("keydown", (e) => { if (!e.ctrlKey && !e.metaKey) e.stopPropagation(); });
    undo = page.render({ model, el, ask, kit, parts, problems: hello.problems ?? [] }) ?? undo;
  });
  return () => { undo(); stop(); };
}
export default { render };
