// Nested lists of numbers as images, a pixel for each cell.
import { html, useEffect, useRef } from "../core/html.js";
import { extentOf } from "../core/extent.js";

/**
 * Return an image of rows.
 * @param {any[][]} rows Rows of cells.
 * @param {function} colourOf Gives [red, green, blue] or [red, green, blue, alpha] of a cell, 0 to 255.
 */
export function imageOf(rows, colourOf) {
  const [height, width] = [rows.length, rows[0].length];
  const image = new ImageData(width, height);
  rows.forEach((row, y) => row.forEach((cell, x) => {
    const [red, green, blue, alpha = 255] = colourOf(cell);
    image.data.set([red, green, blue, alpha], 4 * (y * width + x));
  }));
  return image;
}

/** Return the colours of cells that are a shade, or red, green, blue and perhaps alpha, from `low` (black) to `high` (white). */
export const shadesFrom = (low, high) => (cell) => {
  const shade = (value) => Math.round((255 * (value - low)) / (high - low || 1));
  const [red, green = red, blue = red, ...alpha] = Array.isArray(cell) ? cell.map(shade) : [shade(cell)];
  return [red, green, blue, ...alpha];
};

/** Return the colours of shades from 0 to 255, or of another range, which is widened to hold 0 and 1. */
export function shadesFitting(rows) {
  const [low, high] = extentOf(rows.flat(2)) || [0, 1];
  return low >= 0 && high <= 255 && high > 1 ? shadesFrom(0, 255) : shadesFrom(Math.min(low, 0), Math.max(high, 1));
}

/** Return the style of an image whose cells are squares of some pixels. */
export const magnified = (rows, scale) => ({ width: `${rows[0].length * scale}px`, height: `${rows.length * scale}px` });

/**
 * An image of rows on a canvas.
 * @param {object} props rows; colourOf: see imageOf; label: what it shows, "" where what is around it says so; style; kind: its class; changes: what the colours depend on.
 */
export function Pixels({ rows, colourOf, label, style = null, kind = "pixels", changes = [] }) {
  const canvas = useRef(null);
  useEffect(() => canvas.current.getContext("2d").putImageData(imageOf(rows, colourOf), 0, 0), [rows, ...changes]);
  return html`<canvas class=${kind} ref=${canvas} width=${rows[0].length} height=${rows.length} style=${style} role=${label ? "img" : null} aria-label=${label || null}
    aria-hidden=${label ? null : "true"}></canvas>`;
}
