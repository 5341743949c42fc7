// The plane of the playground: what a model says at each point as colours, samples with a mark for each class, and a click for another.
import { html } from "../core/html.js";
import { extentOf } from "../core/extent.js";
import { token } from "../core/theme.js";
import { drawGrid, regionColour, shadesOf } from "../parts/grid_image.js";
import { drawMarks, drawPointer, radiusFor } from "../parts/marks.js";
import { Plane } from "../parts/plane.js";

/** Height in pixels. */
const HEIGHT = 420;

/**
 * @param {object} props range: {x: [from, to], y: [from, to]}; names: of the two features; surface: of POST /surface for that range, or null;
 *   regions: whether its values are classes or clusters;
 *   points: [{x, y, index}] with the index of the class, or null; chosen: [x, y] or null; onPoint([x, y]): called for a click; label: for readers of the screen.
 */
export function FeaturePlane({ range, names, surface, regions, points, chosen, onPoint, label }) {
  const draw = (context, scale) => {
    if (surface) drawGrid(context, scale, range, surface.values, regions ? regionColour : shadesOf(extentOf(surface.values.flat()) || [0, 1]));
    for (const index of new Set(points.map((point) => point.index))) {
      const of = points.filter((point) => point.index === index).map(({ x, y }) => [scale.x(x), scale.y(y)]);
      drawMarks(context, of, { index: index ?? 0, radius: 1.3 * radiusFor(points.length), ...(index === null ? { colour: token("--ink-soft") } : {}) });
    }
    if (chosen) drawPointer(context, scale, chosen);
  };
  return html`<${Plane} view=${range} home=${range} draw=${draw} onPick=${(x, y) => onPoint([x, y])} xLabel=${names[0]} yLabel=${names[1]} label=${label} height=${HEIGHT}
    deps=${[surface, points, chosen]} />`;
}

/** Return a range somewhat wider than some values. */
export function wider(values) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const margin = 0.15 * (high - low || 1);
  return [low - margin, high + margin];
}
