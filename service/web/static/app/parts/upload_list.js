// The uploaded data sets, page by page.
import { html, useEffect, useState } from "../core/html.js";
import { get } from "../core/api.js";
import { useAction, useData } from "../core/data.js";
import { ago, bytes, count } from "../core/format.js";
import { to } from "../core/route.js";
import { Card, Scroll } from "./bits.js";
import { ActionError, Loaded } from "./problem.js";

const FORMS = ["table", "array", "arrays", "images", "text"];
const NOUNS = { table: "row", images: "image", text: "character" };

/** What a data set has, in words: 120 rows of 6 columns. */
export function contentOf({ form, n_samples, columns, classes }) {
  const samples = count(n_samples, NOUNS[form] || "sample");
  if (form === "table") return `${samples} of ${count(columns.length, "column")}`;
  return form === "images" ? `${samples} of ${count(classes.length, "class", "classes")}` : samples;
}

/** @param {object} props newest: id of the newest upload, at whose change the list is loaded again. */
export function UploadList({ newest }) {
  const [wanted, setWanted] = useState({ text: "", form: "", shared: false });
  const first = useData("v1/datasets", { query: { ...wanted, shared: wanted.shared || null, limit: 20 } });
  useEffect(() => { if (newest) first.reload(); }, [newest]);
  const change = (field) => (event) => setWanted({ ...wanted, [field]: event.currentTarget.type === "checkbox" ? event.currentTarget.checked : event.currentTarget.value });
  return html`<${Card} title="Your data sets">
    <div class="actions"><label>Name or note <input type="search" value=${wanted.text} onChange=${change("text")} /></label>
      <label>Form <select value=${wanted.form} onChange=${change("form")}><option value="">any</option>${FORMS.map((form) => html`<option value=${form}>${form}</option>`)}</select></label>
      <label><input type="checkbox" checked=${wanted.shared} onChange=${change("shared")} /> shared by others</label></div>
    <${Loaded} of=${first}>${(data) => html`<${Pages} key=${`${JSON.stringify(wanted)} ${data.uploads[0]?.id}`} first=${data} query=${wanted} />`}<//>
  <//>`;
}

function Pages({ first, query }) {
  const [more, setMore] = useState([]);
  const pages = [first, ...more];
  const { next_cursor: cursor } = pages.at(-1);
  const [load, { busy, error }] = useAction(async () => {
    const page = await get("v1/datasets", { query: { ...query, shared: query.shared || null, limit: 20, cursor } });
    setMore([...more, page]);
  });
  const uploads = pages.flatMap((page) => page.uploads);
  if (!uploads.length) return html`<p class="muted">${query.text || query.form || query.shared ? "No data set is like this." : "There are none yet: drop a file above, or paste a table."}</p>`;
  return html`<${Scroll} label="Your data sets"><table><thead><tr><th scope="col">Name</th><th scope="col">Content</th><th scope="col">Read as</th><th scope="col">Size</th><th scope="col">Added</th></tr></thead>
    <tbody>${uploads.map((one) => html`<tr key=${one.id}><td><a href=${to("data", one.id)}>${one.name}</a>${one.version > 1 && html` <span class="chip">version ${one.version}</span>`}
      ${one.doubts.length > 0 && html` <span class="doubt-mark">${count(one.doubts.length, "doubt")}</span>`}${one.tags.map((tag) => html` <span class="chip">${tag}</span>`)}</td>
      <td>${contentOf(one)}</td><td>${one.format}</td><td>${bytes(one.size_bytes)}</td><td>${ago(one.created_at)}</td></tr>`)}</tbody></table><//>
    ${cursor && html`<p><button class="second" onClick=${load} disabled=${busy}>Show more</button></p>`}<${ActionError} error=${error} />`;
}
