// Trains a spec as it is edited: the checker beside it, the name, and the button that makes one job however often it is clicked.
import { html, useRef, useState } from "../../core/html.js";
import { post } from "../../core/api.js";
import { useAction } from "../../core/data.js";
import { bytes, count, duration } from "../../core/format.js";
import { merged } from "../../core/merge_patch.js";
import { go } from "../../core/route.js";
import { ActionError, Faults } from "../problem.js";
import { Card } from "../bits.js";
import { SpecEditor } from "../spec_editor.js";
import { useCheck, useCounts } from "./check.js";
import { CheckReport } from "./report.js";

/**
 * The editor with the checker and the button "Train".
 * @param {object} props spec: the spec, or null while its YAML cannot be read; onChange(spec); bodyOf(spec, name): the body of POST /v1/jobs; base: pointer to the spec in that body;
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
      <div class="field"><label for="train-name">Name of the model</label><input id="train-name" type="text" value=${name} maxlength="63" autocomplete="off" placeholder=${body?.recipe || "made from the job's id"} aria-describedby="train-name-hint"
        onInput=${(event) => setName(event.target.value)} aria-invalid=${faults.some(({ pointer }) => pointer === "/name") ? "true" : null} /><p class="hint" id="train-name-hint">Small letters, digits and . _ -; a name that exists gets a new version.</p>
        ${faults.filter(({ pointer }) => pointer === "/name").map((fault) => html`<p class="fault">${fault.detail}</p>`)}</div>
      <div class="field"><${Verdict} check=${check} unread=${spec === null} /><p class="actions"><button type="button" onClick=${train} disabled=${busy || !body || (check.result && !check.busy && !check.result.ok)}>${busy ? "Submitting …" : "Train"}</button>
        ${patch && html`<button type="button" class="second" onClick=${() => onChange(merged(body.spec || from, patch))}>Take all suggestions</button>`}</p></div></div>
      <${Faults} faults=${others} />
      ${(refused || check.error) && !(refused || check.error).faults?.length && html`<${ActionError} error=${refused || check.error} />`}
    <//>
    <${SpecEditor} spec=${spec} onChange=${onChange} base=${base} faults=${faults} warnings=${check.result?.warnings || []} beside=${html`<${CheckReport} check=${check} counts=${counts} />`} />
  </div>`;
}

/** Submit a body: one key for each body, so that a second click, or a click after a lost connection, makes no second job. */
function useTraining(body) {
  const key = useRef({ of: null, value: null });
  return useAction(async () => {
    const of = JSON.stringify(body);
    if (key.current.of !== of) key.current = { of, value: newKey() };
    try {
      const job = await post("v1/jobs", { json: body, headers: { "Idempotency-Key": key.current.value } });
      go(`/jobs/${job.id}`);
    } catch (error) {
      throw Object.assign(error, { of: JSON.stringify(body) });
    }
  });
}

/** randomUUID is there only where the page is loaded by HTTPS or from this machine. */
const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** The checker's result in a line. */
const Verdict = ({ check, unread }) => html`<p class="verdict" role="status">${saidOf(check, unread)}</p>`;

function saidOf({ result, error, busy }, unread) {
  if (unread) return "The YAML cannot be read.";
  if (error) return "The spec was not checked.";
  if (!result) return "Checking …";
  const end = busy ? " Checking …" : "";
  if (!result.ok) return `✕ ${count(result.errors.length, "fault")} to settle.${end}`;
  const warned = result.warnings.length ? `, ${count(result.warnings.length, "warning")}` : "";
  return `✓ Can be trained${warned}: about ${duration(result.estimated_seconds)}, ${bytes(result.peak_memory)} of memory.${end}`;
}
