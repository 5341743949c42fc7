// A pad to draw on with a mouse, a finger or a pen. What is drawn are strokes, so the last one can be taken back.
import { html, useEffect, useRef, useState } from "../core/html.js";

/** Pixels of the pad's longer edge, and of the thinnest and thickest brush. */
const EDGE = 280;
const BRUSH = { min: 6, max: 48, first: 22 };

/**
 * @param {object} props width, height: the proportions; coloured: whether strokes have colours; paper: shade of the paper, 0 or 255;
 *   onInk(canvas, at): called after each movement with the time of its event; null in place of the canvas for an empty pad. `label` names the pad.
 */
export function Pad({ width = 1, height = 1, coloured = false, paper = 0, onInk, label }) {
  const canvas = useRef(null);
  const strokes = useRef([]);
  const [count, setCount] = useState(0);
  const [brush, setBrush] = useState(BRUSH.first);
  const [colour, setColour] = useState("#ff3333");
  const scale = EDGE / Math.max(width, height);
  const again = () => { drawAll(canvas.current, strokes.current, paper); setCount(strokes.current.length); };
  const told = (at) => onInk(strokes.current.length ? canvas.current : null, at);
  useEffect(() => { again(); if (strokes.current.length) told(performance.now()); }, [paper]);
  const begin = (event) => {
    if (event.button) return;
    event.preventDefault();
    canvas.current.setPointerCapture(event.pointerId);
    const ink = coloured ? colour : paper ? "#000000" : "#ffffff";
    strokes.current.push({ pointer: event.pointerId, brush, ink, points: [placeOf(event, canvas.current)] });
    drawFrom(canvas.current, strokes.current.at(-1), 0);
    setCount(strokes.current.length);
    told(event.timeStamp);
  };
  const move = (event) => {
    const stroke = strokes.current.at(-1);
    if (stroke?.pointer !== event.pointerId) return;
    const from = stroke.points.length - 1;
    const passed = event.getCoalescedEvents?.() || [];
    (passed.length ? passed : [event]).forEach((one) => stroke.points.push(placeOf(one, canvas.current)));
    drawFrom(canvas.current, stroke, from);
    told(event.timeStamp);
  };
  const end = () => { if (strokes.current.length) strokes.current.at(-1).pointer = null; };
  const keep = (n) => { strokes.current = strokes.current.slice(0, n); again(); told(performance.now()); };
  return html`<div class="pad"><canvas ref=${canvas} width=${Math.round(width * scale)} height=${Math.round(height * scale)} role="img" aria-label=${label}
      onPointerDown=${begin} onPointerMove=${move} onPointerUp=${end} onPointerCancel=${end}></canvas>
    <p class="actions"><button class="second" disabled=${!count} onClick=${() => keep(count - 1)}>Undo</button>
      <button class="second" disabled=${!count} onClick=${() => keep(0)}>Clear</button>
      <label>Brush <input type="range" min=${BRUSH.min} max=${BRUSH.max} value=${brush} onInput=${(event) => setBrush(Number(event.target.value))} /></label>
      ${coloured && html`<label>Colour <input type="color" value=${colour} onInput=${(event) => setColour(event.target.value)} /></label>`}</p></div>`;
}

/** Return the place of a pointer in pixels of the canvas, which may be shown smaller. */
function placeOf(event, canvas) {
  const box = canvas.getBoundingClientRect();
  return [((event.clientX - box.left) * canvas.width) / box.width, ((event.clientY - box.top) * canvas.height) / box.height];
}

function drawAll(canvas, strokes, paper) {
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.fillStyle = paper ? "#ffffff" : "#000000";
  context.fillRect(0, 0, canvas.width, canvas.height);
  strokes.forEach((stroke) => drawFrom(canvas, stroke, 0));
}

function drawFrom(canvas, { points, brush, ink }, from) {
  const context = canvas.getContext("2d", { willReadFrequently: true });
  Object.assign(context, { strokeStyle: ink, lineWidth: brush, lineCap: "round", lineJoin: "round" });
  context.beginPath();
  context.moveTo(...points[from]);
  (points.length > from + 1 ? points.slice(from + 1) : [points[from]]).forEach((point) => context.lineTo(...point));
  context.stroke();
}
