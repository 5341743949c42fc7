// Files that a job wrote besides its model: transformed rows, augmented images, predictions of a batch.
import { html, useEffect, useState } from "../../core/html.js";
import { call, urlOf } from "../../core/api.js";
import { bytes } from "../../core/format.js";
import { Loaded } from "../problem.js";

/** Bytes that are read of a text file to show how it begins. */
const BEGINNING = 4000;
const ROWS = "Arrays for NumPy: inputs, targets and transformed rows of each part (train_inputs, train_rows, test_rows and so on).";
const isImage = (name) => /\.(png|jpe?g|svg)$/.test(name);
const isText = (name) => /\.(csv|jsonl|txt)$/.test(name);

/** @param {object} props job; files: useData of its list. */
export function Files({ job, files }) {
  const href = (name) => `v1/jobs/${job.id}/files/${encodeURIComponent(name)}`;
  return html`<${Loaded} of=${files}>${({ files: all }) => html`
    <ul class="files">${all.map((file) => html`<li key=${file.name}><a href=${urlOf(href(file.name))} download=${file.name}>${file.name}</a>
      ${" "}<span class="muted">${bytes(file.size_bytes)}</span>${file.name === "rows.npz" && html`<p class="muted small">${ROWS}</p>`}</li>`)}</ul>
    <div class="thumbnails">${all.filter((file) => isImage(file.name)).map((file) => html`<img key=${file.name} src=${urlOf(href(file.name))} alt=${file.name}
      loading="lazy" />`)}</div>
    ${all.filter((file) => isText(file.name)).map((file) => html`<${Beginning} key=${file.name} name=${file.name} path=${href(file.name)}
      size=${file.size_bytes} />`)}`}<//>`;
}

function Beginning({ name, path, size }) {
  const [text, setText] = useState(null);
  useEffect(() => {
    const stop = new AbortController();
    call("GET", path, { headers: { Range: `bytes=0-${BEGINNING - 1}` }, signal: stop.signal }).then((response) => response.text()).then(setText, () => setText(null));
    return () => stop.abort();
  }, [path]);
  if (text === null) return null;
  const whole = size <= BEGINNING;
  return html`<h3>${whole ? name : `How ${name} begins`}</h3>
    <pre tabindex="0" aria-label=${`Beginning of ${name}`}>${whole ? text : text.slice(0, text.lastIndexOf("\n"))}</pre>`;
}
