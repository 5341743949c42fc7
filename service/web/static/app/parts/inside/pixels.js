// Numbers as a small image: shades of grey, signed values in two colours, or red, green and blue.
import { html, useEffect, useRef } from "../../core/html.js";

const BELOW = [213, 94, 0];
const ABOVE = [0, 114, 178];

/** @param {object} props values: rows of numbers (or of [r, g, b], 0 to 255); low, high: what is black and what is white; signed: two colours round zero; scale: pixels of one value; label. */
export function Pixels({ values, low, high, signed = false, scale = 4, label }) {
  const canvas = useRef(null);
  const [height, width] = [values.length, values[0]?.length || 0];
  useEffect(() => {
    if (!width) return;
    const context = canvas.current.getContext("2d");
    const image = context.createImageData(width, height);
    const colour = colours(values, { low, high, signed });
    values.forEach((row, y) => row.forEach((value, x) => image.data.set([...colour(value), 255], 4 * (y * width + x))));
    context.putImageData(image, 0, 0);
  }, [values, low, high, signed]);
  return html`<canvas class="pixels" ref=${canvas} width=${width} height=${height} style=${{ width: `${width * scale}px`, height: `${height * scale}px` }} role="img" aria-label=${label}></canvas>`;
}

function colours(values, { low, high, signed }) {
  const flat = values.flat(2);
  if (Array.isArray(values[0][0])) return (value) => value;
  const most = Math.max(...flat.map(Math.abs)) || 1;
  if (signed) return (value) => mixed(value < 0 ? BELOW : ABOVE, Math.abs(value) / most);
  const [from, to] = [low ?? Math.min(...flat), high ?? Math.max(...flat)];
  return (value) => Array(3).fill(Math.round((255 * (value - from)) / (to - from || 1)));
}

const mixed = (colour, share) => colour.map((channel) => Math.round(255 + share * (channel - 255)));
