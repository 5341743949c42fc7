// Marks of groups of points: each has a colour and a shape, so that none is told by colour alone.
import { html } from "../core/html.js";
import { seriesColour, token } from "../core/theme.js";

/** Outlines of marks round the origin, with a radius of one: a list of corners, or null for a circle. */
const SHAPES = [
  null,
  [
    [-0.85, -0.85],
    [0.85, -0.85],
    [0.85, 0.85],
    [-0.85, 0.85],
  ],
  [
    [0, -1.15],
    [1.05, 0.8],
    [-1.05, 0.8],
  ],
  [
    [0, -1.2],
    [1.1, 0],
    [0, 1.2],
    [-1.1, 0],
  ],
  [
    [-1.05, -0.8],
    [1.05, -0.8],
    [0, 1.15],
  ],
  [
    [-0.4, -1.1],
    [0.4, -1.1],
    [0.4, -0.4],
    [1.1, -0.4],
    [1.1, 0.4],
    [0.4, 0.4],
    [0.4, 1.1],
    [-0.4, 1.1],
    [-0.4, 0.4],
    [-1.1, 0.4],
    [-1.1, -0.4],
    [-0.4, -0.4],
  ],
  [
    [0, -1.2],
    [1.14, -0.37],
    [0.7, 0.97],
    [-0.7, 0.97],
    [-1.14, -0.37],
  ],
];

/** Outline of a star, as centres of clusters are drawn. */
export const STAR = Array.from({ length: 10 }, (_, at) => [Math.sin((at * Math.PI) / 5) * (at % 2 ? 0.45 : 1.2), -Math.cos((at * Math.PI) / 5) * (at % 2 ? 0.45 : 1.2)]);

const shapeOf = (index) => SHAPES[index % SHAPES.length];

/**
 * Draw marks at points, all with one look.
 * @param {CanvasRenderingContext2D} context
 * @param {[number, number][]} points In CSS pixels.
 * @param {object} look index: of its colour and shape; radius in CSS pixels; hollow: only its outline; shape: corners instead of those of the index; colour.
 */
export function drawMarks(context, points, { index, radius = 3.5, hollow = false, shape = shapeOf(index), colour = seriesColour(index) }) {
  context.beginPath();
  for (const [x, y] of points) {
    if (shape === null) {
      context.moveTo(x + radius, y);
      context.arc(x, y, radius, 0, 2 * Math.PI);
      continue;
    }
    shape.forEach(([dx, dy], corner) => (corner ? context.lineTo(x + dx * radius, y + dy * radius) : context.moveTo(x + dx * radius, y + dy * radius)));
    context.closePath();
  }
  context.lineWidth = hollow ? 1.5 : 0.75;
  context.strokeStyle = hollow ? colour : token("--surface");
  context.fillStyle = hollow ? token("--surface") : colour;
  context.fill();
  context.stroke();
}

/** Draw the mark of a chosen point in a plane whose scale.x and scale.y give pixels. */
export const drawPointer = (context, scale, [x, y]) => drawMarks(context, [[scale.x(x), scale.y(y)]], { index: 0, radius: 6, hollow: true, colour: token("--ink") });

/** Radius of marks, smaller for more of them. */
export const radiusFor = (count) => (count > 1500 ? 2.2 : count > 500 ? 2.8 : 3.8);

/** What marks mean. `items`: [{name, index, hollow, note}]. */
export const MarkKey = ({ items }) =>
  html`<ul class="key">${items.map(
    (item) =>
      html`<li key=${item.name}>${swatch(item)} ${item.name}${
        item.note &&
        html` <span
    class="muted">${item.note}</span>`
      }</li>`,
  )}</ul>`;

function swatch({
  index,
  isLine = false,
  dashed = false,
  hollow = false,
  shape = shapeOf(index ?? 0),
  colour = index === null ? "var(--ink)" : `var(--series-${index % 8})`,
}) {
  const look = { fill: hollow ? "none" : colour, stroke: colour, strokeWidth: 0.3 };
  if (isLine)
    return html`<svg width="22" height="10" aria-hidden="true"><line x1="0" x2="22" y1="5" y2="5"
      style=${{ stroke: colour, strokeWidth: 2, strokeDasharray: dashed ? "6 4" : "none" }} /></svg>`;
  return html`<svg width="14" height="14" viewBox="-1.4 -1.4 2.8 2.8" aria-hidden="true">${
    shape === null
      ? html`<circle r="1" style=${look} />`
      : html`<polygon
    points=${shape.map((corner) => corner.join()).join(" ")} style=${look} />`
  }</svg>`;
}
