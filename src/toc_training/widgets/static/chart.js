// Lines that differ by dash, marker and label, so that none depends on its colour.
const DASHES = ["", "7 4", "2 3", "10 3 2 3", "14 4", "4 2 1 2"];
const MARKERS = [
  "M-4-4H4V4H-4Z",
  "M0-5.5 5 4H-5Z",
  "M-4.5 0A4.5 4.5 0 1 0 4.5 0A4.5 4.5 0 1 0-4.5 0Z",
  "M0-5.5 5.5 0 0 5.5-5.5 0Z",
  "M-5-4H5L0 5.5Z",
  "M-1.5-5H1.5V-1.5H5V1.5H1.5V5H-1.5V1.5H-5V-1.5H-1.5Z",
];
const LINE = 14;

function svg(tag, attrs = {}, ...kids) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attrs)) if (value != null) node.setAttribute(name, value);
  node.append(...kids.flat(2));
  return node;
}

function wrap(text, room) {
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (longer.length <= room || !lines.at(-1)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

// Labels want to stand at their line's end; those that would touch are pushed apart inside top to bottom.
function spread(labels, top, bottom) {
  const sorted = [...labels].sort((a, b) => a.at - b.at);
  let edge = top;
  for (const l of sorted) { l.y = Math.max(l.at, edge + l.height / 2); edge = l.y + l.height / 2; }
  edge = bottom;
  for (const l of sorted.reverse()) { l.y = Math.min(l.y, edge - l.height / 2); edge = l.y - l.height / 2; }
}

// `series`: [{name, low, high, values}]. Where the scales differ, lines show the share of each scale.
export function lineChart({ series, width, description }) {
  const low = series[0].low, high = series[0].high;
  const oneScale = series.every((s) => s.low === low && s.high === high);
  const share = (s, v) => (v - s.low) / (s.high - s.low);
  const room = width < 420 ? 12 : 16;
  const box = { left: 34, right: width - room * 7.6 - 22, top: 14, bottom: 246 };
  const steps = series[0].values.length - 1;
  const x = (i) => box.left + 6 + (i / Math.max(steps, 1)) * (box.right - box.left - 6);
  const shares = series.flatMap((s) => s.values.map((v) => share(s, v)));
  const from = Math.min(Math.floor(Math.min(...shares) * 4) / 4, 0.5);
  const to = Math.max(Math.ceil(Math.max(...shares) * 4) / 4, from + 0.5);
  const y = (part) => box.bottom - ((part - from) / (to - from)) * (box.bottom - box.top);

  const grid = [0, 0.25, 0.5, 0.75, 1].filter((part) => part >= from && part <= to).map((part) => [
    svg("line", { class: part === from ? "toc-chart-axis" : "toc-chart-grid", x1: box.left, x2: box.right, y1: y(part), y2: y(part) }),
    svg("text", { x: box.left - 6, y: y(part) + 4, "text-anchor": "end" },
      oneScale ? String(low + part * (high - low)) : `${part * 100}%`),
  ]);
  const ticks = Array.from({ length: steps + 1 }, (_, i) =>
    svg("text", { x: x(i), y: box.bottom + 18, "text-anchor": "middle" }, i ? String(i) : "start"));
  const title = svg("text", { x: (box.left + box.right) / 2, y: box.bottom + 38, "text-anchor": "middle" }, "after decision");

  const labels = series.map((s, i) => {
    const lines = wrap(s.name, room);
    return { i, lines, at: y(share(s, s.values.at(-1))), height: lines.length * LINE + 6 };
  });
  spread(labels, box.top - 8, box.bottom + 8);

  const lines = series.map((s, i) => {
    const points = s.values.map((v, step) => [x(step), y(share(s, v))]);
    const label = labels.find((l) => l.i === i);
    const middle = label.y - ((label.lines.length - 1) * LINE) / 2 + 4;
    const end = points.at(-1);
    return svg("g", { class: `toc-chart-line toc-hue-${i % 6}` },
      svg("polyline", { points: points.map((p) => p.join()).join(" "), "stroke-dasharray": DASHES[i % 6] || null }),
      points.map(([px, py]) => svg("path", { d: MARKERS[i % 6], transform: `translate(${px} ${py})` })),
      svg("line", { class: "toc-chart-leader", x1: end[0] + 8, y1: end[1], x2: box.right + 16, y2: label.y }),
      svg("text", {}, label.lines.map((t, n) => svg("tspan", { x: box.right + 20, y: middle + n * LINE }, t))));
  });
  return svg("svg", { class: "toc-chart", role: "img", "aria-label": description, width, height: 290, viewBox: `0 0 ${width} 290` },
    svg("g", { "aria-hidden": "true" }, grid, ticks, title, lines));
}
