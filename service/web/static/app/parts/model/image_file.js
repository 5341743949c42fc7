// Images as files: arrays of shades are drawn, and given as PNG.
import { imageOf, shadesFrom } from "../pixels.js";

/** Tell whether a value is an image as an array: rows of shades, or of pixels with 1 or 3 channels. */
export function isShades(value) {
  const row = Array.isArray(value) && value.length > 1 && Array.isArray(value[0]) ? value[0] : null;
  return row !== null && row.length > 1 && (typeof row[0] === "number" || (Array.isArray(row[0]) && [1, 3].includes(row[0].length) && typeof row[0][0] === "number"));
}

/** Return an entry of `inputs` that is an image as a PNG file in base64; null where it is none. */
export function pngOf(entry) {
  if (typeof entry === "string" && entry.startsWith("data:image/png;base64,")) return entry.slice(entry.indexOf(",") + 1);
  return isShades(entry) ? drawn(entry).toDataURL("image/png").split(",")[1] : null;
}

/** Draw an image of shades from 0 to 255 on a new canvas, a pixel for each. */
function drawn(rows) {
  const canvas = Object.assign(document.createElement("canvas"), { width: rows[0].length, height: rows.length });
  canvas.getContext("2d").putImageData(imageOf(rows, shadesFrom(0, 255)), 0, 0);
  return canvas;
}
