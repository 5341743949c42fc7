// A plane of two features: what a model says at each place, as colours, and points with a shape for each class.
import { html, useEffect, useRef } from "../core/html.js";
import { number } from "../core/format.js";
import { cividis, onTheme, seriesColour, token } from "../core/theme.js";

/** Pixels of the plane's edges, and of a point's radius. */
const EDGE = 420;
const RADIUS = 5;
/** How strongly regions are coloured, from 0 to 1: points have to stand out. */
const STRENGTH = 0.38;
/** Shapes by class: functions that trace one of them around [0, 0], so that classes are told apart without colours. */
const SHAPES = [
  (path) => path.arc(0, 0, RADIUS, 0, 2 * Math.PI),
  (path) => path.rect(-RADIUS, -RADIUS, 2 * RADIUS, 2 * RADIUS),
  (path) => polygon(path, [[0, -RADIUS - 1], [RADIUS + 1, RADIUS], [-RADIUS - 1, RADIUS]]),
  (path) => polygon(path, [[0, -RADIUS - 2], [RADIUS + 2, 0], [0, RADIUS + 2], [-RADIUS - 2, 0]]),
  (path) => polygon(path, [[-RADIUS - 1, -RADIUS], [RADIUS + 1, -RADIUS], [0, RADIUS + 1]]),
];
const NAMES = ["circle", "square", "triangle", "diamond", "triangle upside down"];

function polygon(path, corners) {
  corners.forEach((corner, index) => (index ? path.lineTo(...corner) : path.moveTo(...corner)));
  path.closePath();
}

/** Return the name of the shape of a class. */
export const shapeOf = (index) => NAMES[index % NAMES.length];

/**
 * @param {object} props range: {x: [from, to], y: [from, to]}; names: of the two features; surface: of POST /surface, or null;
 *   regions: whether its values are classes or clusters;
 *   points: [{x, y, index}] with the index of the class, or null; chosen: [x, y] or null; onPoint([x, y]): called for a click; label: for readers of the screen.
 */
export function PlaneCanvas({ range, names, surface, regions, points, chosen, onPoint, label }) {
  const canvas = useRef(null);
  const latest = useRef(null);
  latest.current = () => drawn(canvas.current, { range, surface, regions, points, chosen });
  useEffect(() => latest.current(), [surface, points, chosen, range]);
  useEffect(() => onTheme(() => latest.current()), []);
  const clicked = (event) => {
    const box = canvas.current.getBoundingClientRect();
    onPoint([valueAt(range.x, (event.clientX - box.left) / box.width), valueAt(range.y, 1 - (event.clientY - box.top) / box.height)]);
  };
  return html`<figure class="plane"><canvas ref=${canvas} width=${EDGE} height=${EDGE} role="img" aria-label=${label} onClick=${clicked}></canvas>
    <figcaption class="muted small">across: ${names[0]}, ${number(range.x[0])} to ${number(range.x[1])}; up: ${names[1]}, ${number(range.y[0])} to ${number(range.y[1])}
      </figcaption></figure>`;
}

const valueAt = ([from, to], share) => from + share * (to - from);
const shareOf = ([from, to], value) => (value - from) / (to - from || 1);

function drawn(canvas, { range, surface, regions, points, chosen }) {
  const context = canvas.getContext("2d");
  context.fillStyle = token("--sunken");
  context.fillRect(0, 0, EDGE, EDGE);
  if (surface) drawSurface(context, surface, regions);
  const at = (x, y) => [EDGE * shareOf(range.x, x), EDGE * (1 - shareOf(range.y, y))];
  points.forEach(({ x, y, index }) => drawPoint(context, at(x, y), index));
  if (chosen) drawChosen(context, at(...chosen));
}

function drawSurface(context, { values }, regions) {
  const small = Object.assign(document.createElement("canvas"), { width: values[0].length, height: values.length });
  const within = small.getContext("2d");
  const all = values.flat().filter((value) => value !== null);
  const [low, high] = [all.reduce((a, b) => Math.min(a, b), Infinity), all.reduce((a, b) => Math.max(a, b), -Infinity)];
  values.forEach((row, up) => row.forEach((value, across) => {
    if (value === null) return;
    within.fillStyle = regions ? seriesColour(value) : `rgb(${cividis(shareOf([low, high], value)).join(" ")})`;
    within.fillRect(across, values.length - 1 - up, 1, 1);
  }));
  context.save();
  context.globalAlpha = regions ? STRENGTH : 1;
  context.imageSmoothingEnabled = !regions;
  context.drawImage(small, 0, 0, EDGE, EDGE);
  context.restore();
}

function drawPoint(context, place, index) {
  context.save();
  context.translate(...place);
  context.beginPath();
  SHAPES[(index ?? 0) % SHAPES.length](context);
  Object.assign(context, { fillStyle: index === null ? token("--ink-soft") : seriesColour(index), strokeStyle: token("--surface"), lineWidth: 1.5 });
  context.fill();
  context.stroke();
  context.restore();
}

/** The chosen place: a cross with a light and a dark line, so that it is seen on every colour. */
function drawChosen(context, [x, y]) {
  for (const [width, colour] of [[6, token("--surface")], [3, token("--ink")]]) {
    Object.assign(context, { lineWidth: width, strokeStyle: colour });
    context.beginPath();
    [[x - 12, y, x + 12, y], [x, y - 12, x, y + 12]].forEach(([fromX, fromY, toX, toY]) => { context.moveTo(fromX, fromY); context.lineTo(toX, toY); });
    context.stroke();
  }
}

/** What shapes and colours mean. @param {object} props names: of the classes. */
export const Legend = ({ names }) => html`<ul class="legend" aria-label="Classes">${names.map((name, index) => html`<li key=${name}>
  <${Mark} index=${index} /> ${String(name)}</li>`)}</ul>`;

function Mark({ index }) {
  const canvas = useRef(null);
  useEffect(() => {
    const draw = () => { const context = canvas.current.getContext("2d"); context.clearRect(0, 0, 18, 18); drawPoint(context, [9, 9], index); };
    draw();
    return onTheme(draw);
  }, [index]);
  return html`<canvas ref=${canvas} width="18" height="18" role="img" aria-label=${shapeOf(index)}></canvas>`;
}

/** Return a range somewhat wider than some values. */
export function wider(values) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const margin = 0.15 * (high - low || 1);
  return [low - margin, high + margin];
}
