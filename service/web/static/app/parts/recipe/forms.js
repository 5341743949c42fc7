// The forms in which a recipe can be trained: as written, quick, its variants, and the settings of its sweep.
import { html } from "../../core/html.js";
import { post } from "../../core/api.js";
import { useAction } from "../../core/data.js";
import { count, duration } from "../../core/format.js";
import { merged } from "../../core/merge_patch.js";
import { go, setFragment } from "../../core/route.js";
import { ActionError } from "../problem.js";
import { minutes } from "./kinds.js";

/** Return the forms of a recipe: id, group, title, patch, spec, reported and measured figures, seconds (null if not known). */
export function formsOf(recipe) {
  const form = (id, group, title, patch, { reported = {}, measured = null, seconds = null } = {}) => ({ id, group, title, patch,
    spec: merged(recipe.spec, patch), reported, measured, seconds });
  return [
    form("", "", "As the recipe is written", {}, { reported: recipe.reported, measured: recipe.measured, seconds: 60 * recipe.expected_minutes }),
    ...(Object.keys(recipe.quick).length ? [form("quick", "", "Quick: a small run, to see it work", recipe.quick)] : []),
    ...Object.entries(recipe.variants).map(([name, one]) => form(`variant-${name}`, "Variants", one.title, one.patch, { ...one,
      seconds: one.measured?.seconds ?? one.measured?.estimated_seconds ?? null })),
    ...Object.entries(recipe.sweep).map(([name, patch]) => form(`sweep-${name}`, "Settings of its sweep", name, patch)),
  ];
}

/** The choice of a form; it stands in the URL. */
export function FormChoice({ recipe, forms, chosen }) {
  const groups = [...new Set(forms.map((form) => form.group))];
  const option = (form) => html`<option key=${form.id} value=${form.id}>${form.title}${form.id === "quick" ? " (seconds)" : form.seconds === null ? ""
    : ` (${form.id ? duration(form.seconds) : minutes(recipe.expected_minutes)})`}</option>`;
  return html`<div class="field"><label for="form-choice">Form</label>
    <select id="form-choice" value=${chosen.id} aria-describedby="form-choice-hint" onChange=${(event) => setFragment({ form: event.target.value })}>
      ${groups.map((group) => (group ? html`<optgroup key=${group}
      label=${group}>${forms.filter((form) => form.group === group).map(option)}</optgroup>` : forms.filter((form) => !form.group).map(option)))}
    </select><p class="hint" id="form-choice-hint">A choice replaces what was edited below. Times are of a whole run on two cores.</p>
    ${Object.keys(recipe.sweep).length > 0 && html`<${SweepButton} recipe=${recipe} />`}</div>`;
}

/** Trains every setting of the sweep of a recipe. */
function SweepButton({ recipe }) {
  const [run, { busy, error }] = useAction(async () => {
    const sweep = await post("v1/sweeps", { json: { recipe: recipe.id } });
    go(`/sweeps/${sweep.id}`);
  });
  return html`<p class="actions"><button type="button" class="second" onClick=${run}
    disabled=${busy}>Train all ${count(Object.keys(recipe.sweep).length, "setting")} as a sweep</button></p><${ActionError} error=${error} />`;
}
