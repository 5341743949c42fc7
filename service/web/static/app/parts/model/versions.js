// The versions of a name: two are chosen and compared.
import { html } from "../../core/html.js";
import { modelPath } from "../../core/api.js";
import { useData } from "../../core/data.js";
import { ago, bytes, dateTime, number, words } from "../../core/format.js";
import { setFragment, to } from "../../core/route.js";
import { Loaded } from "../problem.js";
import { Comparison } from "./comparison.js";
import { AliasMarks, TagMarks } from "./marks.js";
import { mainMetric } from "./metrics.js";

/** The fragment's a and b are the versions that are compared; without them the shown one and the newest other one. */
export function Versions({ model, fragment }) {
  const versions = useData(`${modelPath(model.name)}/versions`);
  return html`<${Loaded} of=${versions}>${({ versions: all }) => {
    const other = all.find((version) => version.ref !== model.ref);
    const a = fragment.a || model.ref;
    const b = fragment.b || other?.ref;
    return html`<${Choice} versions=${all} shown=${model} a=${a} b=${b} />
      ${b && a !== b && html`<${Comparison} key=${`${a} ${b}`} a=${a} b=${b} />`}
      ${!other && html`<p class="muted">There is only this version. Train it again (<em>Retrain</em>) to have one to compare with, or compare it with <a
      href=${`${to("models", "compare")}#a=${encodeURIComponent(model.ref)}`}>another model</a>.</p>`}
      ${a === b && html`<p class="muted">Choose two different versions to compare.</p>`}`;
  }}<//>`;
}

function Choice({ versions, shown, a, b }) {
  const radio = (side, ref, chosen) => html`<input type="radio" name=${`compare-${side}`} aria-label=${`Compare ${ref} (${side === "a" ? "first" : "second"})`}
    checked=${ref === chosen} onChange=${() => setFragment({ [side]: ref })} />`;
  return html`<div class="scroll"><table class="versions"><thead><tr><th scope="col">A</th><th scope="col">B</th><th scope="col">Version</th><th scope="col">Result</th>
    <th scope="col">Aliases and tags</th>
    <th scope="col" class="number">Size</th><th scope="col">Trained</th></tr></thead>
    <tbody>${versions.map((version) => html`<tr key=${version.ref}><td>${radio("a", version.ref, a)}</td><td>${radio("b", version.ref, b)}</td>
      <th scope="row">${version.ref === shown.ref ? html`<strong>${version.ref}</strong>` : html`<a href=${to("models", version.ref)}>${version.ref}</a>`}</th>
      <td><${Result} metrics=${version.metrics} /></td><td><${AliasMarks} aliases=${version.aliases} /> <${TagMarks} tags=${version.tags} /></td>
      <td class="number">${bytes(version.size_bytes)}</td><td title=${dateTime(version.created_at)}>${ago(version.created_at)}</td></tr>`)}</tbody></table></div>`;
}

function Result({ metrics }) {
  const metric = mainMetric(metrics);
  return metric ? html`<span class="muted">${words(metric[0])}</span> ${number(metric[1])}` : "–";
}
