// Three dimensions on a canvas: a camera that is turned by dragging, keys and buttons, and a box with named axes. No library.
import { html, useRef, useState } from "../../core/html.js";
import { token } from "../../core/theme.js";
import { Canvas } from "../canvas.js";

/** Radians of a step of the keys and buttons, and of a dragged pixel. */
const [STEP, PER_PIXEL] = [Math.PI / 12, 0.008];
const FIRST = { turn: -0.65, tilt: 0.5 };

/**
 * Return the function that projects a point of the cube from -1 to 1 (z upward) to pixels: [x, y, depth], the greater the depth the farther.
 */
export function projection({ turn, tilt }, width, height) {
  const size = Math.min(width / 3.1, height / 3.5);
  const [ct, st, cf, sf] = [Math.cos(turn), Math.sin(turn), Math.cos(tilt), Math.sin(tilt)];
  return (x, y, z) => {
    const [right, away] = [ct * x - st * y, st * x + ct * y];
    return [width / 2 + size * right, height / 2 - size * (cf * z * 0.85 + sf * away), cf * away - sf * z];
  };
}

/**
 * @param {object} props draw(context, project, look): draws within the cube; axes: three names; label; height; deps.
 */
export function Space({ draw, axes, label, height = 380, deps = [] }) {
  const [look, setLook] = useState(FIRST);
  const dragged = useRef(null);
  const turn = (turned, tilted) => setLook((old) => ({ turn: old.turn + turned, tilt: Math.min(Math.PI / 2, Math.max(-Math.PI / 2, old.tilt + tilted)) }));
  const moves = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] };
  const on = {
    onPointerDown: (event) => {
      if (event.pointerType !== "touch") event.target.setPointerCapture(event.pointerId);
      dragged.current = [event.clientX, event.clientY];
    },
    onPointerMove: (event) => {
      if (!dragged.current) return;
      const [x, y] = dragged.current;
      dragged.current = [event.clientX, event.clientY];
      turn((event.clientX - x) * PER_PIXEL, (event.clientY - y) * PER_PIXEL);
    },
    onPointerUp: () => {
      dragged.current = null;
    },
    onPointerCancel: () => {
      dragged.current = null;
    },
    onKeyDown: (event) => {
      if (moves[event.key]) {
        event.preventDefault();
        turn(...moves[event.key]);
      }
    },
  };
  const paint = (context, width, tall) => {
    const project = projection(look, width, tall);
    drawBox(context, project);
    draw(context, project, look);
    drawNames(context, project, axes, width);
  };
  return html`<${Canvas} draw=${paint} height=${height} label=${label} focusable=${true} on=${on} changes=${[look, ...deps]} />
    <div class="actions zoom" role="group" aria-label="Turn">
      ${[
        ["Turn left", "↺", "ArrowLeft"],
        ["Turn right", "↻", "ArrowRight"],
        ["Tilt up", "↑", "ArrowUp"],
        ["Tilt down", "↓", "ArrowDown"],
      ].map(([name, mark, key]) => html`<button key=${name} class="second icon" aria-label=${name} title=${name} onClick=${() => turn(...moves[key])}>${mark}</button>`)}
      <button class="second" onClick=${() => setLook(FIRST)}>Reset</button></div>`;
}

/** The edges of the cube. */
function drawBox(context, project) {
  const line = (...corners) => {
    context.beginPath();
    corners.forEach((corner, index) => context[index ? "lineTo" : "moveTo"](...project(...corner).slice(0, 2)));
    context.stroke();
  };
  context.strokeStyle = token("--line");
  context.lineWidth = 1;
  line([-1, -1, -1], [1, -1, -1], [1, 1, -1], [-1, 1, -1], [-1, -1, -1]);
  [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].forEach(([a, b]) => line([a, b, -1], [a, b, 1]));
  line([-1, -1, 1], [1, -1, 1], [1, 1, 1], [-1, 1, 1], [-1, -1, 1]);
}

/** Names of the axes, above what is drawn. */
function drawNames(context, project, [x, y, z], width) {
  context.fillStyle = token("--ink-soft");
  context.strokeStyle = token("--surface");
  context.lineWidth = 3;
  context.font = "12px system-ui, sans-serif";
  context.textAlign = "center";
  // A name at the edge stays within the canvas.
  const name = (text, at) => {
    const [px, py] = project(...at);
    const half = context.measureText(text).width / 2 + 2;
    context.strokeText(text, Math.min(width - half, Math.max(half, px)), py);
    context.fillText(text, Math.min(width - half, Math.max(half, px)), py);
  };
  name(x, [0, -1.22, -1.1]);
  name(y, [1.22, 0, -1.1]);
  name(z, [-1, -1, 1.2]);
}

/** Return the function that brings values of a range to -1 to 1. */
export const toUnit =
  ([low, high]) =>
  (value) =>
    high > low ? (2 * (value - low)) / (high - low) - 1 : 0;
