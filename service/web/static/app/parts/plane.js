// A plane with two axes on a canvas: what is drawn is clipped to it; it zooms by buttons, keys, the wheel and a dragged rectangle.
import { html, useRef, useState } from "../core/html.js";
import { extentOf } from "../core/extent.js";
import { token } from "../core/theme.js";
import { number } from "../core/format.js";
import { Canvas } from "./canvas.js";
import { niceTicks } from "./scale.js";

const [LEFT, RIGHT, TOP, BOTTOM] = [56, 10, 8, 40];
/** Factor of a step of the zoom, and share of the width of a step to the side. */
const [ZOOM, STEP] = [1.5, 0.2];
/** Shortest drag in CSS pixels that is no click. */
const DRAG = 6;

/**
 * @param {object} props view: {x: [low, high], y: [low, high]}; home: the view at first; onView(view): called with another, without it the plane does not zoom;
 *   draw(context, scale): draws points in the plane, scale.x and scale.y give pixels; onPick(x, y): called with the values of a clicked point; xLabel, yLabel, label;
 *   height; deps.
 */
export function Plane({ view, home, onView = null, draw, onPick = null, xLabel, yLabel, label, height = 360, deps = [] }) {
  const frame = useRef(null);
  const [drag, setDrag] = useState(null);
  const scale = () => scaleOf(view, frame.current.width, frame.current.height);
  const paint = (context, width, tall) => {
    frame.current = { width, height: tall };
    drawPlane(context, { view, width, height: tall, xLabel, yLabel, draw });
    if (drag?.moved) drawBox(context, drag);
  };
  const on = handlers({ view, home, onView, onPick, scale, drag, setDrag });
  return html`<div class="plane"><${Canvas} draw=${paint} height=${height}
    label=${`${label} ${xLabel} from ${number(view.x[0])} to ${number(view.x[1])}, ${yLabel} from ${number(view.y[0])} to ${number(view.y[1])}.`}
      focusable=${Boolean(onView)} on=${on} changes=${[view, drag, ...deps]} />
    ${onView && html`<${ZoomButtons} view=${view} home=${home} onView=${onView} />`}</div>`;
}

const ZoomButtons = ({ view, home, onView }) => html`<div class="actions zoom" role="group" aria-label="Zoom">
  ${[
    ["Zoom in", "+", zoomed(view, 1 / ZOOM)],
    ["Zoom out", "−", zoomed(view, ZOOM)],
    ["To the left", "←", moved(view, -STEP, 0)],
    ["To the right", "→", moved(view, STEP, 0)],
    ["Up", "↑", moved(view, 0, STEP)],
    ["Down", "↓", moved(view, 0, -STEP)],
  ].map(([name, mark, next]) => html`<button key=${name} class="second icon" aria-label=${name} title=${name} onClick=${() => onView(next)}>${mark}</button>`)}
  <button class="second" disabled=${view === home} onClick=${() => onView(home)}>Whole</button></div>`;

/** Return a view that is wider by a factor round a point, its centre if none is given. */
function zoomed({ x, y }, factor, at = [(x[0] + x[1]) / 2, (y[0] + y[1]) / 2]) {
  const around = ([low, high], centre) => [centre - (centre - low) * factor, centre + (high - centre) * factor];
  return { x: around(x, at[0]), y: around(y, at[1]) };
}

function moved({ x, y }, right, up) {
  const by = ([low, high], share) => [low + share * (high - low), high + share * (high - low)];
  return { x: by(x, right), y: by(y, up) };
}

function scaleOf(view, width, height) {
  const [x0, x1, y0, y1] = [LEFT, width - RIGHT, height - BOTTOM, TOP];
  const linear =
    ([low, high], from, to) =>
    (value) =>
      from + ((value - low) / (high - low || 1)) * (to - from);
  return {
    x: linear(view.x, x0, x1),
    y: linear(view.y, y0, y1),
    toX: linear([x0, x1], ...view.x),
    toY: linear([y0, y1], ...view.y),
    box: { left: x0, top: y1, width: x1 - x0, height: y0 - y1 },
  };
}

function handlers({ view, home, onView, onPick, scale, drag, setDrag }) {
  const at = (event) => [event.offsetX, event.offsetY];
  const values = ([x, y]) => {
    const to = scale();
    return [to.toX(x), to.toY(y)];
  };
  const pick = ([left, top]) => {
    const { box } = scale();
    const isInside = left >= box.left && left <= box.left + box.width && top >= box.top && top <= box.top + box.height;
    if (isInside) onPick?.(...values([left, top]));
  };
  const end = () => {
    if (!drag) return;
    setDrag(null);
    if (!drag.moved) pick(drag.from);
    else if (onView) onView(boxed(values(drag.from), values(drag.to)));
  };
  const pointer = {
    onPointerDown: (event) => {
      if (event.button === 0) {
        if (event.pointerType !== "touch") event.target.setPointerCapture(event.pointerId);
        setDrag({ from: at(event), to: at(event), moved: false });
      }
    },
    onPointerMove: (event) =>
      drag &&
      event.pointerType !== "touch" &&
      setDrag({ ...drag, to: at(event), moved: onView && (drag.moved || Math.hypot(event.offsetX - drag.from[0], event.offsetY - drag.from[1]) > DRAG) }),
    onPointerUp: end,
    onPointerCancel: () => setDrag(null),
  };
  if (!onView) return onPick ? pointer : {};
  const keys = {
    "+": zoomed(view, 1 / ZOOM),
    "-": zoomed(view, ZOOM),
    ArrowLeft: moved(view, -STEP, 0),
    ArrowRight: moved(view, STEP, 0),
    ArrowUp: moved(view, 0, STEP),
    ArrowDown: moved(view, 0, -STEP),
    0: home,
  };
  return {
    ...pointer,
    onWheel: (event) => {
      // A page that is scrolled past must not be held up: the wheel zooms once the plane was clicked, or with Ctrl.
      if (!event.ctrlKey && document.activeElement !== event.target) return;
      event.preventDefault();
      onView(zoomed(view, event.deltaY > 0 ? ZOOM ** 0.5 : ZOOM ** -0.5, values(at(event))));
    },
    onKeyDown: (event) => {
      if (keys[event.key]) {
        event.preventDefault();
        onView(keys[event.key]);
      }
    },
  };
}

const boxed = ([x0, y0], [x1, y1]) => ({ x: [Math.min(x0, x1), Math.max(x0, x1)], y: [Math.min(y0, y1), Math.max(y0, y1)] });

function drawPlane(context, { view, width, height, xLabel, yLabel, draw }) {
  const scale = scaleOf(view, width, height);
  const { left, top, width: wide, height: tall } = scale.box;
  context.save();
  context.beginPath();
  context.rect(left, top, wide, tall);
  context.clip();
  draw(context, scale);
  context.restore();
  context.strokeStyle = token("--line");
  context.lineWidth = 1;
  context.strokeRect(left, top, wide, tall);
  context.fillStyle = token("--ink-soft");
  context.font = "12px system-ui, sans-serif";
  context.textAlign = "center";
  niceTicks(...view.x, wide < 300 ? 3 : 6).forEach((value) => context.fillText(number(value), scale.x(value), top + tall + 16));
  context.fillText(xLabel, left + wide / 2, height - 4);
  context.textAlign = "right";
  niceTicks(...view.y).forEach((value) => context.fillText(number(value), left - 6, scale.y(value) + 4));
  context.translate(12, top + tall / 2);
  context.rotate(-Math.PI / 2);
  context.textAlign = "center";
  context.fillText(yLabel, 0, 0);
  context.rotate(Math.PI / 2);
  context.translate(-12, -top - tall / 2);
}

function drawBox(context, { from, to }) {
  context.strokeStyle = token("--ink");
  context.setLineDash([4, 3]);
  context.strokeRect(from[0], from[1], to[0] - from[0], to[1] - from[1]);
  context.setLineDash([]);
}

/** Return a view round points with some room, as [[x, y], ...]. */
export function viewRound(points, room = 0.06) {
  const range = (axis) => {
    const found = extentOf(points.map((point) => point[axis]));
    if (!found) return [0, 1];
    const [low, high] = found;
    const more = high > low ? room * (high - low) : 0.5;
    return [low - more, high + more];
  };
  return { x: range(0), y: range(1) };
}
