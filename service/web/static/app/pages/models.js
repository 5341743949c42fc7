// The models: the newest version of each, with a search and pages.
import { html, useEffect, useState } from "../core/html.js";
import { useData } from "../core/data.js";
import { ago, bytes, dateTime, number, words } from "../core/format.js";
import { setFragment, to } from "../core/route.js";
import { styles } from "../core/style.js";
import { Heading } from "../parts/bits.js";
import { mainMetric } from "../parts/model/metrics.js";
import { AliasMarks, TagMarks } from "../parts/model/marks.js";
import { Loaded } from "../parts/problem.js";

await styles("model");

/** Models on a page. */
const LIMIT = 25;
const KINDS = ["classification", "multi_label", "regression", "forecasting", "generation", "clustering", "transform", "reconstruction"];
/** Filters, which stand in the fragment under the names that the API has for them. */
const FILTERS = ["text", "kind", "tag", "alias", "shared"];

export default function Models({ fragment }) {
  useEffect(() => { document.title = "Models - Modelbook"; }, []);
  const query = { limit: LIMIT, cursor: fragment.cursor };
  for (const name of FILTERS) query[name] = fragment[name];
  const page = useData("v1/models", { query });
  return html`<${Heading} actions=${html`<a class="button" href=${to("catalog")}>Train one</a>`} note="The newest version of each model, by name.">Models<//>
    <${Filters} fragment=${fragment} />
    <${Loaded} of=${page}>${(data) => html`<${Table} models=${data.models} filtered=${FILTERS.some((name) => fragment[name])} />
    <${Pages} next=${data.next_cursor} cursor=${fragment.cursor} />`}<//>`;
}

function Filters({ fragment }) {
  const [text, setText] = useState(fragment.text || "");
  useEffect(() => setText(fragment.text || ""), [fragment.text]);
  const choose = (changes) => setFragment({ cursor: null, ...changes });
  return html`<form class="filters" role="search" onSubmit=${(event) => { event.preventDefault(); choose({ text }); }}>
    <span><label for="models-text">Name</label><input id="models-text" type="search" value=${text} placeholder="part of a name"
    onInput=${(event) => setText(event.target.value)} onSearch=${(event) => choose({ text: event.target.value })} /></span>
    <span><label for="models-kind">Kind</label><select id="models-kind" value=${fragment.kind || ""} onChange=${(event) => choose({ kind: event.target.value })}>
      <option value="">all kinds</option>${KINDS.map((kind) => html`<option key=${kind} value=${kind}>${words(kind)}</option>`)}</select></span>
    <span><label for="models-shared">Owner</label><select id="models-shared" value=${fragment.shared || ""} onChange=${(event) => choose({ shared: event.target.value })}>
      <option value="">mine</option><option value="true">shared with me</option></select></span>
    <button class="second">Search</button>
    ${["tag", "alias"].filter((name) => fragment[name]).map((name) => html`<button key=${name} type="button" class="quiet" onClick=${() => choose({ [name]: null })}>
    ${name} ${fragment[name]} ✕</button>`)}
  </form>`;
}

function Table({ models, filtered }) {
  if (!models.length) {
    return html`<p class="note">${filtered
      ? html`No model is found that way. <button class="quiet"
        onClick=${() => setFragment(Object.fromEntries([...FILTERS, "cursor"].map((name) => [name, null])))}>Show all</button>`
      : html`There are no models yet: <a href=${to("catalog")}>train a recipe of the catalog</a>, or <a href=${to("data")}>bring a file</a> to train on.`}</p>`;
  }
  return html`<div class="scroll"><table class="models"><thead><tr><th scope="col">Model</th><th scope="col">Kind</th><th scope="col">Result</th>
    <th scope="col">Aliases</th><th scope="col">Tags</th>
    <th scope="col" class="number">Size</th><th scope="col">Trained</th></tr></thead>
    <tbody>${models.map((model) => html`<${Row} key=${model.ref} model=${model} />`)}</tbody></table></div>`;
}

function Row({ model }) {
  const metric = mainMetric(model.metrics);
  return html`<tr><th scope="row"><a href=${to("models", model.ref)}>${model.ref}</a></th>
    <td>${model.kind ? words(model.kind) : "several outputs"}</td>
    <td>${metric ? html`<span class="muted">${words(metric[0])}</span> ${number(metric[1])}` : "–"}</td>
    <td><${AliasMarks} aliases=${model.aliases} /></td><td><${TagMarks} tags=${[...model.tags, ...model.name_tags]} /></td>
    <td class="number">${bytes(model.size_bytes)}</td><td title=${dateTime(model.created_at)}>${ago(model.created_at)}</td></tr>`;
}

const Pages = ({ next, cursor }) => (next || cursor ? html`<nav class="actions" aria-label="Pages of models">
  ${cursor && html`<button class="second" onClick=${() => setFragment({ cursor: null }, { keep: true })}>First page</button>`}
  ${next && html`<button class="second" onClick=${() => setFragment({ cursor: next }, { keep: true })}>Next page</button>`}</nav>` : null);
