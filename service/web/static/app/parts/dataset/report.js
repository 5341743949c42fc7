// How a file was read, and a form to read it in another way.
import { html, useState } from "../../core/html.js";
import { post } from "../../core/api.js";
import { useAction, useData } from "../../core/data.js";
import { ago, count } from "../../core/format.js";
import { meaning } from "../../core/readings.js";
import { go, to } from "../../core/route.js";
import { Card, Facts } from "../bits.js";
import { ActionError } from "../problem.js";
import { ReadingForm } from "../reading_form.js";

const NAMED = { "\t": "tab", " ": "blanks", ",": "comma", ";": "semicolon", ".": "point" };
const named = (mark) => (mark === null ? null : NAMED[mark] || mark);

/** @param {object} props upload: the data set; isOwn: whether it can be read again. */
export function Report({ upload, isOwn }) {
  const { reading } = upload;
  return html`<div class="stack"><${Card} title="What was understood">${reading
    ? html`<${Facts} items=${[
        ["Encoding", reading.encoding], ["Between cells", named(reading.delimiter)], ["Before decimals", named(reading.decimal)], ["Between thousands", named(reading.thousands)],
        ["First row", reading.header === null ? null : reading.header ? "names of the columns" : "values"],
        ["Missing values", reading.missing.map((cell) => (cell === "" ? "empty cells" : `“${cell}”`)).join(", ")], ["Sheet", reading.sheet], ["Labels", reading.labels],
      ]} />
      ${reading.skipped.length > 0 && html`<h3>Passed over</h3><ul>${reading.skipped.map((one) => html`<li>${one.what}: ${one.count}${one.first_line ? `, first in line ${one.first_line}` : ""}
        ${one.names.length > 0 && html` <span class="muted">${one.names.join(", ")}</span>`}</li>`)}</ul>`}
      ${Object.keys(reading.types).length > 0 && html`<h3>Types that are not plain numbers</h3><ul>${Object.entries(reading.types).map(([name, type]) => html`<li><code>${name}</code>: ${type}</li>`)}</ul>`}
      ${reading.notes.length > 0 && html`<h3>Notes</h3><ul>${reading.notes.map((note) => html`<li>${note}</li>`)}</ul>`}`
    : html`<p class="muted">The file was read by an earlier release, which kept no report.</p>`}
    <p class="muted small">${count(upload.doubts.length, "doubt")} left. SHA-256 of the file: <code>${upload.sha256}</code></p><//>
    <${Others} upload=${upload} />
    ${isOwn && html`<${Again} upload=${upload} />`}</div>`;
}

/** Other readings of the same file, and the version before. */
function Others({ upload }) {
  const { data } = useData("v1/datasets", { query: { sha256: upload.sha256, limit: 100 } });
  const others = (data?.uploads || []).filter(({ id }) => id !== upload.id);
  if (!others.length && !upload.previous) return null;
  return html`<${Card} title="Other readings and versions"><ul>
    ${upload.previous && html`<li><a href=${to("data", upload.previous)}>The version before</a></li>`}
    ${others.map((one) => html`<li key=${one.id}><a href=${to("data", one.id)}>${one.name}</a>, ${count(one.doubts.length, "doubt")}${Object.keys(one.given).length > 0 && `: ${meaning(one.given).join("; ")}`}
      <span class="muted"> ${ago(one.created_at)}</span></li>`)}</ul><//>`;
}

function Again({ upload }) {
  const [reading, setReading] = useState(upload.given);
  const [read, { busy, error }] = useAction(async () => {
    const found = await post(`v1/datasets/${upload.id}/reread`, { json: reading });
    go(`/${to("data", found.id)}#from=${upload.id}`);
  });
  const submit = (event) => { event.preventDefault(); read(); };
  return html`<${Card} title="Read it in another way"><form onSubmit=${submit}>
    <p class="muted">What is left empty is recognized. This makes another data set of the same file; this one stays.</p>
    <${ReadingForm} reading=${reading} onChange=${setReading} error=${error} pointer="" />
    <p class="actions"><button disabled=${busy}>Read again</button></p><${ActionError} error=${error} /></form><//>`;
}
