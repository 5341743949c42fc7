// Trains a spec as it is edited: the checker beside it, the name, and the button that makes one job however often it is clicked.
import { html, useState } from "../../core/html.js";
import { merged } from "../../core/merge_patch.js";
import { ActionError, Faults } from "../problem.js";
import { Card } from "../bits.js";
import { SpecEditor } from "../spec_editor.js";
import { useCheck, useCounts } from "./check.js";
import { CheckReport } from "./report.js";
import { useTraining, Verdict } from "./submit.js";

/**
 * The editor with the checker and the button "Train".
 * @param {object} props spec: the spec, or null while its YAML cannot be read; onChange(spec); bodyOf(spec, name): the body of POST /v1/jobs; base: pointer to
 *   the spec in that body;
 *   from: what the patches of the body are of (a recipe's spec); name: proposed name; children: what stands above the name.
 */
export function TrainSpec({ spec, onChange, bodyOf, from = {}, name: proposed = "", children = null }) {
  const [name, setName] = useState(proposed);
  const body = spec && bodyOf(spec, name || undefined);
  const base = body?.recipe ? "/patch" : "/spec";
  const check = useCheck(body);
  const counts = useCounts(check.result?.ok && !check.busy ? body : null);
  const [train, { busy, error }] = useTraining(body);
  const refused = error && error.of === JSON.stringify(body) ? error : null;
  const faults = refused?.faults?.length ? refused.faults : check.result?.errors || [];
  const others = faults.filter(({ pointer }) => pointer !== base && !pointer.startsWith(`${base}/`) && pointer !== "/name");
  const patch = check.result?.suggestion;
  return html`<div class="stack train-spec">
    <${Card} title="Train"><div class="train">${children}
      <div class="field"><label for="train-name">Name of the model</label><input id="train-name" type="text" value=${name} maxlength="63"
      autocomplete="off" placeholder=${body?.recipe || "made from the job's id"} aria-describedby="train-name-hint"
        onInput=${(event) => setName(event.target.value)} aria-invalid=${faults.some(({ pointer }) => pointer === "/name") ? "true" : null} /><p
          class="hint" id="train-name-hint">Small letters, digits and . _ -; a name that exists gets a new version.</p>
        ${faults.filter(({ pointer }) => pointer === "/name").map((fault) => html`<p class="fault">${fault.detail}</p>`)}</div>
      <div class="field"><${Verdict} check=${check} unread=${spec === null} /><p class="actions"><button type="button" onClick=${train}
      disabled=${busy || !body || (check.result && !check.busy && !check.result.ok)}>${busy ? "Submitting …" : "Train"}</button>
        ${patch && html`<button type="button" class="second" onClick=${() => onChange(merged(body.spec || from, patch))}>Take all suggestions</button>`}</p></div></div>
      <${Faults} faults=${others} />
      ${(refused || check.error) && !(refused || check.error).faults?.length && html`<${ActionError} error=${refused || check.error} />`}
    <//>
    <${SpecEditor} spec=${spec} onChange=${onChange} base=${base} faults=${faults} warnings=${check.result?.warnings || []}
    beside=${html`<${CheckReport} check=${check} counts=${counts} />`} />
  </div>`;
}
