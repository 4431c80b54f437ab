// Runs the cells tagged `live` of a trusted notebook, in order, when it opens and after its kernel restarts, then saves.
// A cell whose widget the kernel still knows is left alone (page reload), so nothing a trainee sees is wiped.
// An untrusted notebook, or one without a kernel, is left to its Start button. No other cell is ever run.
// The notebook's own buttons (*Start this lesson*, *Prepare the data*) run every cell and leave the reader where they are.
// The folded code of `live` and `figure` cells leaves no stub behind: a trainee sees the question, not its program.
(() => {
  const NAME = "toc-training", TAG = "live", VIEW = "application/vnd.jupyter.widget-view+json";
  const BUTTON = "button[data-commandlinker-command='notebook:run-all-cells']";
  let scope;

  const shared = async (id) => {
    const offers = Object.values(scope[id]);
    return (await (offers.find((offer) => offer.loaded) ?? offers[0]).get())();
  };
  const liveCells = (panel) =>
    panel.content.widgets.filter((c) => c.model.type === "code" && (c.model.getMetadata("tags") ?? []).includes(TAG));
  const modelsOf = (cell) => cell.model.outputs.toJSON().map((o) => o.data?.[VIEW]?.model_id).filter(Boolean);

  // A kernel that is busy answers when it is done; so "Restart and run all" leaves nothing to do here.
  // Cells that draw no widget were run along with those whose widgets live.
  const notAlive = async (cells, kernel) => {
    const { content } = await kernel.requestCommInfo({ target_name: "jupyter.widget" });
    const lives = (cell) => modelsOf(cell).some((id) => id in (content.comms ?? {}));
    const session = cells.some(lives);
    const wasRun = (cell) => session && !modelsOf(cell).length && cell.model.executionCount != null;
    return cells.filter((cell) => !lives(cell) && !wasRun(cell));
  };

  // Not through NotebookActions, which would take the keyboard focus from whoever is already answering.
  const run = (CodeCell, cell, session) =>
    CodeCell.execute(cell, session).catch((reason) => console.info(`${NAME}: ${cell.model.id}: ${reason}`));

  // Yesterday's widgets are unknown to today's kernel: their text stands in until they are drawn again.
  const showAsText = (cell) => cell.model.outputs.fromJSON(cell.model.outputs.toJSON().map((output) => {
    const { [VIEW]: _view, ...data } = output.data ?? {};
    return output.data ? { ...output, data } : output;
  }));

  const hideStubs = (panel) => {
    for (const cell of panel.content.widgets) {
      const tags = cell.model.getMetadata("tags") ?? [];
      cell.toggleClass("toc-drawn", tags.includes(TAG) || tags.includes("figure"));
    }
  };
  const style = () => document.head.append(Object.assign(document.createElement("style"), { textContent:
    ".toc-drawn:not(.jp-mod-noOutputs) > .jp-Cell-inputWrapper:has(> .jp-InputPlaceholder) { display: none }"
    + ".toc-drawn .jp-OutputPrompt { visibility: hidden }" }));

  const awaken = async (panel, CodeCell) => {
    const session = panel.sessionContext;
    await session.ready;
    const kernel = session.session?.kernel;
    const cells = liveCells(panel);
    if (!kernel || !cells.length || cells.some((c) => !c.model.trusted)) return;
    const todo = await notAlive(cells, kernel);
    todo.filter((cell) => modelsOf(cell).length).forEach(showAsText);
    for (const cell of todo) {
      if (panel.isDisposed || session.session?.kernel !== kernel) return;
      await run(CodeCell, cell, session);
    }
    if (todo.length && !panel.isDisposed && panel.context.contentsModel?.writable) await panel.context.save();
  };

  // Lab's own command would stop at the first error, end at the foot of the page, and without a kernel
  // empty every output. A figure that is drawn stays as it is. Untrusted, Lab's command asks first.
  const takeButtons = (panel, CodeCell, inTurn) => panel.content.node.addEventListener("click", async (event) => {
    const button = event.target.closest?.(BUTTON);
    const cells = panel.content.widgets.filter((c) => c.model.type === "code");
    if (!button || cells.some((c) => !c.model.trusted)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const [words, session] = [button.textContent, panel.sessionContext];
    [button.disabled, button.textContent] = [true, "Working …"];
    await inTurn(async () => {
      await session.ready;
      if (!session.session?.kernel) await session.changeKernel({ name: session.kernelPreference.name ?? "python3" });
      await session.session.kernel.info;
      const drawn = (cell) => (cell.model.getMetadata("tags") ?? []).includes("figure") && cell.model.outputs.length;
      for (const cell of cells.filter((c) => !drawn(c))) await run(CodeCell, cell, session);
      if (!panel.isDisposed && panel.context.contentsModel?.writable) await panel.context.save();
    });
    [button.disabled, button.textContent] = [false, words];
  }, true);

  // A letter typed on a page cuts, deletes or turns a cell in Lab, and a double click opens a text as source:
  // in a lesson both are accidents. Menus and toolbar still do it for who means it; an author's editor is a text cell away.
  const guard = (panel) => {
    const { node } = panel.content;
    const letter = (event) => /^[a-z0-9]$/i.test(event.key) || event.key === "Enter";
    const typed = (event) => event.ctrlKey || event.metaKey || event.altKey;
    const isCourse = () => liveCells(panel).length > 0;
    node.addEventListener("keydown", (event) => {
      if (isCourse() && panel.content.mode === "command" && letter(event) && !typed(event)
        && (event.key !== "Enter" || panel.content.activeCell?.model.type === "markdown")) event.stopPropagation();
    });
    node.addEventListener("dblclick", (event) => {
      if (isCourse() && event.target.closest?.(".jp-MarkdownOutput")) event.stopImmediatePropagation();
    }, true);
  };

  const attend = async (panel, CodeCell) => {
    await panel.context.ready;
    hideStubs(panel);
    // One thing at a time: two that save at once have Lab ask which of the two to keep.
    let last = Promise.resolve();
    const inTurn = (work) => {
      last = last.then(() => panel.isDisposed || work()).catch((reason) => console.info(`${NAME}: ${reason}`));
      return last;
    };
    takeButtons(panel, CodeCell, inTurn);
    guard(panel);
    panel.content.model?.cells.changed.connect(() => hideStubs(panel));
    await panel.revealed;
    const next = () => inTurn(() => awaken(panel, CodeCell));
    let restarted = false;
    panel.sessionContext.statusChanged.connect((_sender, status) => {
      if (status === "restarting" || status === "autorestarting") restarted = true;
      else if (status === "idle" && restarted) { restarted = false; next(); }
    });
    panel.sessionContext.kernelChanged.connect((_sender, change) => { if (change.newValue) next(); });
    next();
  };

  const activate = async (_app, tracker) => {
    const { CodeCell } = await shared("@jupyterlab/cells");
    style();
    tracker.forEach((panel) => void attend(panel, CodeCell));
    tracker.widgetAdded.connect((_sender, panel) => void attend(panel, CodeCell));
  };

  const container = {
    init: (s) => { scope = s; },
    get: async () => {
      const { INotebookTracker } = await shared("@jupyterlab/notebook");
      const plugin = { id: `${NAME}:plugin`, autoStart: true, requires: [INotebookTracker], activate };
      return () => ({ __esModule: true, default: plugin });
    },
  };
  (window._JUPYTERLAB ??= {})[NAME] = container;
})();
