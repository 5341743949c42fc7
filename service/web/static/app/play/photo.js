// Photographs that are dropped, pasted or chosen: upright by their EXIF orientation, and made smaller in the browser where they are huge.
import { html, useRef, useState } from "../core/html.js";
import { integer } from "../core/format.js";

/** Pixels above which a photograph is made smaller before it is sent: no model here looks at more. */
export const MOST_PIXELS = 2_000_000;
/** Pixels of the longer edge that suffice to cut a digit out of a photograph. */
const DIGIT_EDGE = 400;

/** Return a bitmap's canvas, of at most some pixels, and of at most some pixels along its longer edge. */
export function canvasOf(bitmap, mostPixels = MOST_PIXELS, longest = Infinity) {
  const [width, height] = [bitmap.videoWidth || bitmap.width, bitmap.videoHeight || bitmap.height];
  const scale = Math.min(1, Math.sqrt(mostPixels / (width * height)), longest / Math.max(width, height));
  const canvas = Object.assign(document.createElement("canvas"), { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** Return a canvas's PNG file. */
export const fileOf = (canvas) => new Promise((done) => { canvas.toBlob(done, "image/png"); });

/** Return a small canvas of a photograph, from which a digit can be cut out. */
export const smallOf = (bitmap) => canvasOf(bitmap, MOST_PIXELS, DIGIT_EDGE);

/**
 * Read a file of an image.
 * @returns {{file: Blob, bitmap: ImageBitmap|null, note: string}} The file to send, smaller where it was huge; its
 *   bitmap, null where the browser cannot read it but the server may.
 */
export async function readPhoto(file) {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) return { file, bitmap, note: "This browser cannot show this file; the server may read it." };
  const size = `${integer(bitmap.width)} × ${integer(bitmap.height)}`;
  if (bitmap.width * bitmap.height <= MOST_PIXELS) return { file, bitmap, note: `${size} pixels` };
  const canvas = canvasOf(bitmap);
  return { file: await fileOf(canvas), bitmap: canvas, note: `${size} pixels, made smaller in the browser: ${integer(canvas.width)} × ${integer(canvas.height)}` };
}

/** A place to drop a file, with a button to choose one; a copied image can be pasted while it has the focus. */
export function Drop({ onFile, accept, label, children }) {
  const [over, setOver] = useState(false);
  const input = useRef(null);
  const taken = (files) => files?.length && onFile(files[0]);
  const stop = (event, now) => { event.preventDefault(); setOver(now); };
  return html`<div class=${`drop${over ? " over" : ""}`} onDragOver=${(event) => stop(event, true)} onDragLeave=${(event) => stop(event, false)}
      onDrop=${(event) => { stop(event, false); taken(event.dataTransfer.files); }} onPaste=${(event) => taken(event.clipboardData.files)} tabindex="0" role="group"
        aria-label=${label}>
    ${children}<button class="second" onClick=${() => input.current.click()}>Choose a file</button>
    <input type="file" ref=${input} accept=${accept} hidden aria-label=${label} onChange=${(event) => { taken(event.target.files); event.target.value = ""; }} /></div>`;
}
