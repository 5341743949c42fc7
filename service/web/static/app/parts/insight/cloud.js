// Points in space that can be turned, the farthest drawn first.
import { html, useMemo } from "../../core/html.js";
import { MarkKey, drawMarks, radiusFor } from "../marks.js";
import { rangeOf } from "./sample.js";
import { Space, toUnit } from "./space.js";

/** @param {object} props groups: [{name, points: [[x, y, z]], index, hollow}]; axes: three names; label. */
export function Cloud({ groups, axes, label }) {
  const points = useMemo(() => pointsOf(groups), [groups]);
  const draw = (context, project) => {
    const placed = points.map((point) => ({ ...point, at: project(...point.unit) })).sort((one, other) => other.at[2] - one.at[2]);
    for (const { at, group } of placed)
      drawMarks(context, [[at[0], at[1]]], { index: group.index, hollow: group.hollow, radius: radiusFor(points.length) * (1 - 0.18 * at[2]) });
  };
  return html`<${Space} axes=${axes} draw=${draw} deps=${[points]} label=${`${label} The arrow keys turn it.`} />
    ${groups.length > 1 && html`<${MarkKey} items=${groups} />`}`;
}

/** Points within the cube; the axes share one scale, so that distances stay as they are. */
function pointsOf(groups) {
  const all = groups.flatMap((group) => group.points);
  const ranges = [0, 1, 2].map((axis) => rangeOf(all.map((point) => point[axis])));
  const width = Math.max(...ranges.map(([low, high]) => high - low));
  const scales = ranges.map(([low, high]) => toUnit([(low + high - width) / 2, (low + high + width) / 2]));
  return groups.flatMap((group) =>
    group.points.filter((point) => point.every(Number.isFinite)).map((point) => ({ group, unit: point.map((value, axis) => scales[axis](value)) })),
  );
}
