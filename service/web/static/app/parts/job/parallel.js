// Parallel coordinates: an axis for each parameter and one for the score, a line for each candidate, coloured by its score.
import { html } from "../../core/html.js";
import { cividis, isDark, seriesColour, token } from "../../core/theme.js";
import { Canvas } from "../canvas.js";
import { scaleOf } from "../scale.js";

/** Space around the axes, and height, in pixels. */
const SPACE = { left: 48, right: 72, top: 40, bottom: 16 };
const HEIGHT = 320;
/** Most lines: more can neither be told apart nor drawn in a moment. */
const MOST = 1000;

/** @param {object} props axes: [name, values], the score last; scores: by which lines are coloured; marked: index of the best; label. */
export function Parallel({ axes, scores, marked, label }) {
  const draw = (context, width) => {
    const scales = axes.map(([, values]) => scaleOf(values));
    const left = (index) => SPACE.left + (index * (width - SPACE.left - SPACE.right)) / Math.max(1, axes.length - 1);
    const top = (at) => SPACE.top + (1 - at) * (HEIGHT - SPACE.top - SPACE.bottom);
    const points = (row) => axes.map(([, values], index) => [left(index), scales[index].at(values[row])]).filter(([, at]) => at !== null).map(([x, at]) => [x, top(at)]);
    drawLines(context, { points, scores, marked });
    drawAxes(context, { axes, scales, left, top });
  };
  return html`<${Canvas} draw=${draw} changes=${[axes, marked]} height=${HEIGHT} label=${label} />`;
}

/** Return the candidates that are drawn, worse ones first: the better half of MOST are the best, the others are evenly taken from the rest. */
export function drawnRows(scores) {
  const rows = Array.from(scores.keys()).filter((row) => scores[row] !== null).sort((a, b) => scores[a] - scores[b]);
  if (rows.length <= MOST) return rows;
  const rest = rows.length - MOST / 2;
  return [...Array.from({ length: MOST / 2 }, (_, index) => rows[Math.floor((index * rest) / (MOST / 2))]), ...rows.slice(rest)];
}

function drawLines(context, { points, scores, marked }) {
  const rows = drawnRows(scores);
  context.globalAlpha = rows.length > 200 ? 0.35 : 0.8;
  context.lineWidth = 1.2;
  const least = isDark() ? 0.3 : 0;  // The darkest colours of the scale cannot be seen on a dark page.
  rows.forEach((row, index) => {
    context.strokeStyle = `rgb(${cividis(least + (1 - least) * (index / Math.max(1, rows.length - 1))).join(" ")})`;
    stroke(context, points(row));
  });
  context.globalAlpha = 1;
  if (marked === null) return;
  Object.assign(context, { strokeStyle: seriesColour(1), lineWidth: 3 });
  stroke(context, points(marked));
}

function stroke(context, points) {
  context.beginPath();
  points.forEach(([x, y], index) => (index ? context.lineTo(x, y) : context.moveTo(x, y)));
  context.stroke();
}

function drawAxes(context, { axes, scales, left, top }) {
  Object.assign(context, { font: "12px system-ui", strokeStyle: token("--ink-soft"), fillStyle: token("--ink"), lineWidth: 1, textBaseline: "middle" });
  axes.forEach(([name], index) => {
    stroke(context, [[left(index), top(0)], [left(index), top(1)]]);
    context.textAlign = index === 0 ? "left" : index === axes.length - 1 ? "right" : "center";
    context.fillText(name, left(index) + (index === 0 ? -40 : index === axes.length - 1 ? 60 : 0), index % 2 ? 10 : 24, 150);
    context.textAlign = "left";
    for (const tick of scales[index].ticks) context.fillText(tick.label, left(index) + 5, top(tick.at), 60);
  });
}
