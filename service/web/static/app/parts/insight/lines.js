// Lines and bars over two axes as SVG, for curves of at most some hundred points: they take the colours of the theme by themselves, and print.
import { html } from "../../core/html.js";
import { number } from "../../core/format.js";
import { niceTicks } from "../scale.js";

const [WIDTH, HEIGHT] = [420, 300];
const [LEFT, RIGHT, TOP, BOTTOM] = [60, 12, 10, 42];
/** Room for the width of lines and points that lie on the border of the plane, by which everything is clipped. */
const EDGE = 5;
const DASHES = ["none", "7 4", "2 3", "10 3 2 3"];

/**
 * @param {object} props lines: [{name, x, y (null is a gap), series (index of the colour), dashed, points (circles at the values)}]; bars: [{low, high, value, series,
 *   name}];
 *   xLabel, yLabel; xRange, yRange: [low, high]; diagonal: whether to draw the line of equal values; label: what it shows.
 */
export function Lines({ lines = [], bars = [], xLabel, yLabel, xRange = [0, 1], yRange = [0, 1], diagonal = false, label }) {
  const x = (value) => LEFT + ((value - xRange[0]) / (xRange[1] - xRange[0] || 1)) * (WIDTH - LEFT - RIGHT);
  const y = (value) => HEIGHT - BOTTOM - ((value - yRange[0]) / (yRange[1] - yRange[0] || 1)) * (HEIGHT - TOP - BOTTOM);
  const inner = [WIDTH - LEFT - RIGHT + 2 * EDGE, HEIGHT - TOP - BOTTOM + 2 * EDGE];
  return html`<svg class="lines" viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label=${label}>
    ${niceTicks(...xRange).map(
      (at) => html`<g key=${`x${at}`} class="tick"><line x1=${x(at)} x2=${x(at)} y1=${TOP} y2=${HEIGHT - BOTTOM} /><text x=${x(at)}
      y=${HEIGHT - BOTTOM + 16} text-anchor="middle">${number(at)}</text></g>`,
    )}
    ${niceTicks(...yRange).map(
      (at) => html`<g key=${`y${at}`} class="tick"><line x1=${LEFT} x2=${WIDTH - RIGHT} y1=${y(at)} y2=${y(at)} /><text x=${LEFT - 6}
      y=${y(at) + 4} text-anchor="end">${number(at)}</text></g>`,
    )}
    <text class="axis" x=${(LEFT + WIDTH - RIGHT) / 2} y=${HEIGHT - 6} text-anchor="middle">${xLabel}</text>
    <text class="axis" transform=${`translate(13 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)`} text-anchor="middle">${yLabel}</text>
    <svg x=${LEFT - EDGE} y=${TOP - EDGE} width=${inner[0]} height=${inner[1]} viewBox=${`${LEFT - EDGE} ${TOP - EDGE} ${inner.join(" ")}`}>
    ${diagonal && html`<line class="diagonal" x1=${x(0)} y1=${y(0)} x2=${x(1)} y2=${y(1)} />`}
    ${bars.map(
      (bar, index) => html`<rect key=${index} x=${x(bar.low) + 1} width=${Math.max(1, x(bar.high) - x(bar.low) - 2)} y=${y(Math.max(bar.value, 0))}
        height=${Math.max(0, y(Math.max(yRange[0], 0)) - y(bar.value))}
      style=${{ fill: colour(bar.series ?? 0) }} class=${bar.outlined ? "bar outlined" : "bar"}><title>${bar.name}</title></rect>`,
    )}
    ${lines.map(
      (line) => html`<g key=${line.name} style=${{ stroke: colour(line.series), fill: colour(line.series) }}>
      <path class="curve-line" d=${pathOf(line, x, y)} style=${{ strokeDasharray: line.dashed ? "6 4" : DASHES[Math.floor(line.series / 8) % 4] }} />
      ${
        line.points &&
        line.x.map(
          (at, index) =>
            line.y[index] !== null &&
            html`<circle key=${index} cx=${x(at)} cy=${y(line.y[index])}
        r="4"><title>${`${line.name}: ${number(at)}, ${number(line.y[index])}`}</title></circle>`,
        )
      }</g>`,
    )}</svg>
  </svg>`;
}

const colour = (index) => `var(--series-${index % 8})`;

function pathOf({ x: xs, y: ys }, x, y) {
  let pen = "M";
  const parts = [];
  xs.forEach((at, index) => {
    if (ys[index] === null || ys[index] === undefined || at === null) {
      pen = "M";
      return;
    }
    parts.push(`${pen}${x(at).toFixed(1)},${y(ys[index]).toFixed(1)}`);
    pen = "L";
  });
  return parts.join("");
}

/** What the colours of lines mean: the colour beside the name. */
export const Key = ({ items }) =>
  html`<ul class="key">${items.map(
    ({ name, series, note }) => html`<li key=${name}><svg width="22" height="10" aria-hidden="true"><line x1="0" x2="22" y1="5" y2="5"
  style=${{ stroke: colour(series), strokeWidth: 3, strokeDasharray: DASHES[Math.floor(series / 8) % 4] }} /></svg> ${name}${
    note &&
    html` <span
    class="muted">${note}</span>`
  }</li>`,
  )}</ul>`;
