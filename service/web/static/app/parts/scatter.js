// Points in a plane on a canvas, fast for ten thousand: which is what lines of a chart are not made for.
import { html } from "../core/html.js";
import { seriesColour, token } from "../core/theme.js";
import { Canvas } from "./canvas.js";
import { scaleOf } from "./scale.js";

/** Space around the plane, in pixels; and how near to a point a click has to be. */
const SPACE = { left: 64, right: 16, top: 12, bottom: 44 };
const NEAR = 14;

/**
 * @param {object} props x, y: values of one length (x may be categories; null is left out); xLabel, yLabel; marked: index of a point that is ringed, or null;
 *   label: what it shows; height; onPick(index): called after a click at a point.
 */
export function Scatter({ x, y, xLabel, yLabel, marked = null, label, height = 280, onPick }) {
  const scales = { x: scaleOf(x), y: scaleOf(y) };
  const placed = (width) => placesOf(x, y, scales, planeOf(width, height));
  const draw = (context, width) => {
    drawAxes(context, { scales, xLabel, yLabel, plane: planeOf(width, height) });
    drawPoints(context, placed(width), marked);
  };
  const pick = (left, top, width) => {
    const index = nearest(placed(width), left, top);
    if (index !== null) onPick(index);
  };
  return html`<${Canvas} draw=${draw} changes=${[x, y, marked, xLabel]} height=${height} label=${label} onPoint=${onPick && pick} />`;
}

const planeOf = (width, height) => ({ left: SPACE.left, top: SPACE.top, width: width - SPACE.left - SPACE.right, height: height - SPACE.top - SPACE.bottom });

/** Positions of the points in pixels, NaN for those without one. */
function placesOf(x, y, scales, plane) {
  const places = new Float64Array(2 * x.length);
  for (let i = 0; i < x.length; i += 1) {
    const [across, up] = [scales.x.at(x[i]), scales.y.at(y[i])];
    places[2 * i] = across === null || up === null ? NaN : plane.left + across * plane.width;
    places[2 * i + 1] = up === null ? NaN : plane.top + (1 - up) * plane.height;
  }
  return places;
}

function drawPoints(context, places, marked) {
  const n = places.length / 2;
  const size = n > 2000 ? 3 : 7;
  context.fillStyle = seriesColour(0);
  context.globalAlpha = n > 2000 ? 0.45 : 0.75;
  for (let i = 0; i < n; i += 1) context.fillRect(places[2 * i] - size / 2, places[2 * i + 1] - size / 2, size, size);
  context.globalAlpha = 1;
  if (marked === null || Number.isNaN(places[2 * marked])) return;
  context.strokeStyle = seriesColour(1);
  context.lineWidth = 3;
  context.beginPath();
  context.arc(places[2 * marked], places[2 * marked + 1], 8, 0, 7);
  context.stroke();
}

function drawAxes(context, { scales, xLabel, yLabel, plane }) {
  const bottom = plane.top + plane.height;
  Object.assign(context, { font: "12px system-ui", strokeStyle: token("--line"), fillStyle: token("--ink-soft"), lineWidth: 1, textBaseline: "middle" });
  context.textAlign = "right";
  for (const tick of scales.y.ticks) {
    const top = plane.top + (1 - tick.at) * plane.height;
    line(context, plane.left, top, plane.left + plane.width, top);
    context.fillText(tick.label, plane.left - 6, top, plane.left - 20);
  }
  context.textAlign = "center";
  for (const tick of scales.x.ticks) {
    const left = plane.left + tick.at * plane.width;
    line(context, left, plane.top, left, bottom);
    context.fillText(tick.label, left, bottom + 12, 90);
  }
  context.fillText(scales.x.log ? `${xLabel} (logarithmic)` : xLabel, plane.left + plane.width / 2, bottom + 32, plane.width);
  context.translate(10, plane.top + plane.height / 2);
  context.rotate(-Math.PI / 2);
  context.fillText(yLabel, 0, 0, plane.height);
  context.rotate(Math.PI / 2);
  context.translate(-10, -plane.top - plane.height / 2);
}

function line(context, x0, y0, x1, y1) {
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}

function nearest(places, left, top) {
  let best = null;
  let least = NEAR ** 2;
  for (let i = 0; i < places.length / 2; i += 1) {
    const distance = (places[2 * i] - left) ** 2 + (places[2 * i + 1] - top) ** 2;
    if (distance < least) [best, least] = [i, distance];
  }
  return best;
}
