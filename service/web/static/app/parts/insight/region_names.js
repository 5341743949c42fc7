// Names of classes within their regions, since there are more classes than colours.
import { token } from "../../core/theme.js";

/** Least share of the points of a grid that a region has to have for a name. */
const LEAST = 0.012;

/**
 * Write the name of each class at the point of its regions that is nearest to their middle.
 * @param {CanvasRenderingContext2D} context
 * @param {object} scale Of a plane.
 * @param {{view: object, values: number[][], nameOf: function}} regions Classes over a grid of a view; nameOf: the name of a class.
 */
export function drawRegionNames(context, scale, { view, values, nameOf }) {
  const [height, width] = [values.length, values[0].length];
  context.font = "600 12px system-ui, sans-serif";
  context.textAlign = "center";
  context.lineWidth = 3;
  context.strokeStyle = token("--surface");
  context.fillStyle = token("--ink");
  for (const [value, cells] of cellsOf(values)) {
    if (cells.length < LEAST * width * height) continue;
    const [x, y] = middleOf(cells);
    const at = (ends, share) => ends[0] + share * (ends[1] - ends[0]);
    const [px, py] = [scale.x(at(view.x, x / (width - 1))), scale.y(at(view.y, y / (height - 1)))];
    context.strokeText(nameOf(value), px, py + 4);
    context.fillText(nameOf(value), px, py + 4);
  }
}

function cellsOf(values) {
  const cells = new Map();
  values.forEach((row, y) =>
    row.forEach((value, x) => {
      if (!cells.has(value)) cells.set(value, []);
      cells.get(value).push([x, y]);
    }),
  );
  return cells;
}

/** The cell nearest to the mean of all, so that the name stands on its class even where that winds round another. */
function middleOf(cells) {
  const mean = [0, 1].map((axis) => cells.reduce((sum, cell) => sum + cell[axis], 0) / cells.length);
  const distance = ([x, y]) => (x - mean[0]) ** 2 + (y - mean[1]) ** 2;
  return cells.reduce((best, cell) => (distance(cell) < distance(best) ? cell : best));
}
