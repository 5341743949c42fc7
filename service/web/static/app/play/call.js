// Every answer also as JSON, with the call that gave it.
import { html, useState } from "../core/html.js";
import { urlOf } from "../core/api.js";
import { quoted } from "../core/shell.js";
import { Code } from "../parts/bits.js";

/** Characters of a body or an answer that are shown; the copy has no more. */
const MOST = 20_000;

/** @param {object} props path: of the API; json: the body that was sent, or file: its content type; answer: what came. Nothing is made before it is opened. */
export function CallOf({ path, json, file, answer }) {
  const [open, setOpen] = useState(false);
  return html`<details class="call" onToggle=${(event) => setOpen(event.currentTarget.open)}><summary>JSON and the call</summary>
    ${open && html`<${Code} text=${curl(path, json, file)} label="The call" /><${Code} text=${cut(JSON.stringify(answer, null, 1))} label="The answer" />`}</details>`;
}

const cut = (text) => (text.length > MOST ? `${text.slice(0, MOST)} …` : text);

function curl(path, json, file) {
  const body = file ? `-H 'content-type: ${file}' --data-binary @image` : `-H 'content-type: application/json' -d ${quoted(cut(JSON.stringify(json)))}`;
  return `curl -s ${urlOf(path)} ${body}`;
}
