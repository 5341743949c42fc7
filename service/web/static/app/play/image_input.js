// An image for a model: drawn, taken from the data, dropped, or seen by the camera; and how it is prepared before it is sent.
import { html, useEffect, useRef, useState } from "../core/html.js";
import { Card } from "../parts/bits.js";
import { imageStep, sizeOf } from "./ports.js";
import { asDigit, border, Grey, inkOf } from "./pixels.js";
import { Pad } from "./pad.js";
import { canvasOf, Drop, fileOf, readPhoto, smallOf } from "./photo.js";
import { Camera } from "./camera.js";
import { ImageSamples, targetOf, wholeValue } from "./samples.js";

/**
 * Tools to make an image.
 * @param {object} props model, port: whose image it is; samples: of the data, or null; onMade(make, at, note): called for each new image with a function that
 *   makes what is sent, {rows} or {file}, and the time of the event; make is null for an empty pad; children: stand between the pad and the other ways.
 */
export function ImageInput({ model, port, samples, onMade, children }) {
  const input = model.signature.inputs[port];
  const size = sizeOf(input);
  const step = imageStep(model, port);
  const [digit, setDigit] = useState(size?.width === 28 && size.height === 28 && size.channels === 1 && !step?.center);
  const [note, setNote] = useState("");
  const ways = { size, digit, takesFiles: input.images, centers: Boolean(step?.center) };
  const [light, setLight] = useState(null);
  const paper = !digit && (light ?? paperOf(samples, port)) ? 255 : 0;
  const last = useRef(null);
  const made = (make, at, about = "", isDrawn = false) => {
    last.current = make && { make, isDrawn };
    setNote(about);
    onMade(make && (() => make(ways)), at);
  };
  useChange(paper, () => last.current?.isDrawn && made(null, performance.now()));  // The pad with the drawing is gone.
  useChange(digit, () => last.current && onMade(() => last.current.make(ways), performance.now()));
  const photo = async (file) => {
    const read = await readPhoto(file);
    made((as) => ofPhoto(read, as), performance.now(), `${file.name || "image"}: ${read.note}`);
  };
  const sample = (one) => {
    const said = `Sample ${one.index} of the data${targetOf(one) ? `: ${targetOf(one)}` : ""}`;
    made(async () => ofSample(await wholeValue(model, port, one)), performance.now(), said);
  };
  const frame = (video) => { const bitmap = canvasOf(video); made((as) => ofPhoto({ bitmap, file: null }, as), performance.now(), "What the camera sees"); };
  return html`<div class="image-input">
    <${Card} title="Draw"><${Pad} key=${paper} width=${size?.width} height=${size?.height} coloured=${size ? size.channels >= 3 : !digit} paper=${paper}
      label=${`Pad to draw an image for ${model.name}; without a pointer, choose a sample or a file`}
        onInk=${(canvas, at) => made(canvas && ((as) => ofInk(canvas, as)), at, "", true)} />
      ${!digit && html`<p><label class="check">
        <input type="checkbox" checked=${paper > 0} onChange=${(event) => setLight(event.target.checked)} /> Light paper</label></p>`}
      <p class="muted small" role="status">${note}</p><//>
    ${children}
    <${Card} title="Or take another image"><div class="stack">
      <${ImageSamples} samples=${samples} port=${port} onSample=${sample} />
      <${Drop} onFile=${photo} accept="image/*" label="A photograph to drop or paste"><p>Drop a photograph here, or paste one.</p><//>
      <${Camera} onFrame=${frame} />
      ${size?.channels === 1 && html`<p><label class="check"><input type="checkbox" checked=${digit} onChange=${(event) => setDigit(event.target.checked)} />
        Prepare in the browser as MNIST's digits: white on black, 20 pixels along the longer edge, center of mass in the middle</label></p>`}</div><//></div>`;
}

/** Call a function after a value has changed, not at first. */
function useChange(value, act) {
  const old = useRef(value);
  useEffect(() => {
    if (old.current !== value) act();
    old.current = value;
  }, [value]);
}

/** Return whether the images of the data have a light background. */
const paperOf = (samples, port) => {
  const rows = samples?.[0]?.raw.inputs[port];
  return Array.isArray(rows) && !Array.isArray(rows[0][0]) && border(greyOf(rows)) > 127;
};

const greyOf = (rows) => new Grey(rows[0].length, rows.length, Uint8ClampedArray.from(rows.flat()));

/** Return rows of shades as a model takes them: each in a list where its input has an axis for one channel. */
const shaped = (rows, size) => (size?.deep ? rows.map((row) => row.map((shade) => [shade])) : rows);

/** Return what is sent of a drawing. */
async function ofInk(canvas, { size, digit, centers }) {
  if (digit) return { rows: shaped(asDigit(Grey.of(canvas)).rows(), size) };
  return centers || !size ? { file: await fileOf(canvas) } : { rows: exactly(canvas, size) };
}

/** Return what is sent of a photograph: its file where the model prepares photographs itself. */
async function ofPhoto({ file, bitmap }, { size, digit, takesFiles }) {
  if (digit && bitmap) return { rows: shaped(asDigit(inkOf(Grey.of(smallOf(bitmap)))).rows(), size) };
  if (takesFiles || !bitmap || !size) return { file: file || (await fileOf(bitmap)) };
  return { rows: exactly(bitmap, size) };
}

/** Return what is sent of an image of the data. */
export const ofSample = (value) => (typeof value === "string" ? { file: blobOf(value) } : { rows: value });

/** Return the file of a data URL. The policy of the pages allows no fetch of one. */
function blobOf(url) {
  const [, type, text] = /^data:([^;,]+);base64,(.*)$/s.exec(url);
  return new Blob([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], { type });
}

/** Return the pixels of a drawing or photograph in exactly the size that a model takes. */
function exactly(bitmap, size) {
  const { width, height, channels } = size;
  const canvas = canvasOf(bitmap);
  if (channels < 3) return shaped(Grey.of(canvas).resized(width, height).rows(), size);
  const small = Object.assign(document.createElement("canvas"), { width, height });
  const context = small.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(canvas, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  const pixel = (index) => Array.from(data.subarray(4 * index, 4 * index + channels));
  return Array.from({ length: height }, (_, y) => Array.from({ length: width }, (__, x) => pixel(y * width + x)));
}
