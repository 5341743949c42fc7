// Values over two features as a surface in space: the patches of a grid, painted from the farthest to the nearest.
import { html } from "../../core/html.js";
import { number } from "../../core/format.js";
import { cividis } from "../../core/theme.js";
import { ActionError, Spinner } from "../problem.js";
import { rangeOf } from "./sample.js";
import { Space, toUnit } from "./space.js";
import { drawnRange, useSurface } from "./surface_data.js";

/** Points along each axis: some thousand patches turn without a delay. */
const STEPS = 49;

/** @param {object} props model; plane: of planeOf; view; quantity: one of quantitiesOf that is a number. */
export function InSpace({ model, plane, view, quantity }) {
  const { grid, busy, error } = useSurface(model, plane, { view, method: quantity.method, steps: STEPS });
  const { names } = plane;
  if (!grid) return error ? html`<${ActionError} error=${error} />` : html`<${Spinner} label="Asking the model" />`;
  if (grid.method !== quantity.method) return html`<${Spinner} label="Asking the model" />`;
  const rows = quantity.of(grid.values);
  const range = drawnRange(quantity, rows);
  return html`<${Space} axes=${[names[0], names[1], quantity.title]} draw=${(context, project) => drawPatches(context, project, rows, range)} deps=${[grid, quantity.id]}
      label=${`${quantity.title} over ${names[0]} and ${names[1]} as a surface, between ${rangeOf(rows.flat())
        .map((value) => number(value))
        .join(" and ")}. The arrow keys turn it.`} />
    <p class="muted small"
      aria-live="polite">${busy ? "Asking the model …" : `Height and colour from ${number(range[0])} (dark) to ${number(range[1])} (light), over the same view as beside it. Drag, or use the arrow keys, to turn it.`}</p>
    <${ActionError} error=${error} />`;
}

function drawPatches(context, project, rows, range) {
  const n = rows.length;
  const height = toUnit(range);
  const at = (index) => (2 * index) / (n - 1) - 1;
  const points = rows.map((row, y) => row.map((value, x) => (value === null ? null : project(at(x), at(y), Math.max(-1, Math.min(1, height(value)))))));
  const patches = [];
  for (let y = 0; y + 1 < n; y += 1) {
    for (let x = 0; x + 1 < n; x += 1) {
      const corners = [points[y][x], points[y][x + 1], points[y + 1][x + 1], points[y + 1][x]];
      if (corners.includes(null)) continue;
      const value = (rows[y][x] + rows[y][x + 1] + rows[y + 1][x + 1] + rows[y + 1][x]) / 4;
      patches.push({ corners, depth: corners.reduce((sum, corner) => sum + corner[2], 0), value });
    }
  }
  patches.sort((one, other) => other.depth - one.depth).forEach((patch) => drawPatch(context, patch, range));
}

function drawPatch(context, { corners, value }, [low, high]) {
  const colour = `rgb(${cividis((value - low) / (high - low || 1)).join()})`;
  context.beginPath();
  corners.forEach(([x, y], index) => (index ? context.lineTo(x, y) : context.moveTo(x, y)));
  context.closePath();
  context.fillStyle = context.strokeStyle = colour;
  context.lineWidth = 0.7;
  context.fill();
  context.stroke();
}
