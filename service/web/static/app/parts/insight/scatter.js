// Points by group over two axes, with lines if there are some; zooms, and says how many points there are.
import { html, useMemo, useState } from "../../core/html.js";
import { seriesColour, token } from "../../core/theme.js";
import { count } from "../../core/format.js";
import { MarkKey, drawMarks, radiusFor } from "../marks.js";
import { Plane, viewRound } from "../plane.js";

/**
 * @param {object} props groups: [{name, points: [[x, y]], index (of colour and shape), hollow, shape, radius, colour}]; lines: [{name, points, index, dashed}];
 *   xLabel, yLabel, label, height;
 *   total: samples that there are, where only some are drawn.
 */
export function Scatter({ groups, lines = [], xLabel, yLabel, label, height = 340, total = null }) {
  const home = useMemo(() => viewRound([...groups, ...lines.filter((line) => !line.unbounded)].flatMap((group) => group.points)), [groups]);
  const [view, setView] = useState(null);
  const drawn = groups.filter((group) => !group.shape).reduce((sum, group) => sum + group.points.length, 0);
  const draw = (context, scale) => {
    groups.forEach((group) =>
      drawMarks(
        context,
        group.points.filter((point) => point.every(Number.isFinite)).map(([x, y]) => [scale.x(x), scale.y(y)]),
        {
          index: group.index,
          hollow: group.hollow,
          radius: group.radius || radiusFor(drawn),
          ...(group.shape ? { shape: group.shape } : {}),
          ...(group.colour ? { colour: token(group.colour) } : {}),
        },
      ),
    );
    lines.forEach((line) => drawLine(context, scale, line));
  };
  const named = [...groups.filter((group) => group.name), ...lines.filter((line) => line.name).map((line) => ({ ...line, isLine: true }))];
  return html`<${Plane} view=${view || home} home=${home} onView=${setView} draw=${draw} xLabel=${xLabel} yLabel=${yLabel} height=${height} deps=${[groups]}
      label=${`${label} ${named.map((one) => one.name).join(", ")}.`} />
    ${named.length > 1 && html`<${MarkKey} items=${named.map((one) => ({ ...one, colour: one.colour ? `var(${one.colour})` : undefined }))} />`}
    ${total !== null && drawn < total && html`<p class="muted small">${drawn.toLocaleString("en")} of ${count(total, "sample")} are drawn, always the same ones.</p>`}`;
}

function drawLine(context, scale, { points, index, dashed }) {
  context.strokeStyle = index === null ? token("--ink") : seriesColour(index);
  context.lineWidth = 2;
  context.setLineDash(dashed ? [6, 4] : []);
  context.beginPath();
  let pen = "moveTo";
  points.forEach(([x, y]) => {
    if (!Number.isFinite(y) || y === null) {
      pen = "moveTo";
      return;
    }
    context[pen](scale.x(x), scale.y(y));
    pen = "lineTo";
  });
  context.stroke();
  context.setLineDash([]);
}

/** Return groups of ClassPoints (classes, groups of parts and labels), as two coordinates of each point. */
export const groupsOf = ({ classes, groups }, x = 0, y = 1) =>
  groups.map((group) => ({
    name: [group.label === null ? null : String(group.label), group.part === "samples" ? null : group.part].filter((text) => text !== null).join(", "),
    index: Math.max(0, classes.indexOf(group.label)),
    hollow: group.part === "test",
    points: group.points.map((point) => [point[x], point[y] ?? 0]),
  }));
