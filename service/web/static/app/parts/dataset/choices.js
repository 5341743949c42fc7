// The form of what to learn from a data set: the target, the kind of prediction, columns that are left out, and of a series its time.
import { html } from "../../core/html.js";
import { kindsOf, kindsOfTarget, isNumber } from "../proposal.js";

/** Columns of a wide table that can be chosen one by one. */
const MOST = 300;
const KINDS = {
  classification: "tell classes apart",
  regression: "predict numbers",
  forecasting: "forecast what comes next",
  generation: "write text like it",
  clustering: "find groups",
};

/** @param {object} props subject: of subjectOf; choice: of firstChoice; onChange(choice); children: further fields. */
export function Choices({ subject, choice, onChange, children }) {
  const change = (changes) => onChange({ ...choice, ...changes });
  const kinds = kindsOf(subject, choice.targets);
  const toTargets = (targets) => change({ targets, kind: kindsOf(subject, targets)[0] || null });
  const isSeries = choice.kind === "forecasting" && subject.form === "table";
  return html`<div class="reading-form">
      ${subject.columns.length > 0 && html`<${Choice} id="target" title="Column to predict" value=${choice.targets[0] || ""} onChange=${(name) => toTargets(name ? [name] : [])}
        options=${[["", "none"], ...subject.columns.filter((column) => kindsOfTarget(column).length).map(({ name, type }) => [name, `${name} (${type})`])]} />`}
      <${Choice} id="kind" title="What to learn" value=${choice.kind || ""} onChange=${(kind) => change({ kind })} options=${kinds.map((kind) => [kind, KINDS[kind]])} />
      ${isSeries && html`<${SeriesChoices} subject=${subject} choice=${choice} change=${change} />`}
      ${children}
    </div>
    ${subject.form === "table" && html`<${Columns} subject=${subject} choice=${choice} change=${change} />`}
    ${subject.form === "table" && choice.kind === "regression" && html`<${MoreTargets} subject=${subject} choice=${choice} toTargets=${toTargets} />`}`;
}

const Choice = ({ id, title, value, options, onChange }) => html`<div class="field"><label for=${`choice-${id}`}>${title}</label>
  <select id=${`choice-${id}`} value=${value} onChange=${(event) => onChange(event.currentTarget.value)}>${options.map(([option, text]) => html`<option key=${option} value=${option} selected=${option === value}>${text}</option>`)}</select></div>`;

function SeriesChoices({ subject, choice, change }) {
  const named = (columns) => [["", "none"], ...columns.map(({ name }) => [name, name])];
  return html`<${Choice} id="time" title="Column of times" value=${choice.time || ""} onChange=${(time) => change({ time: time || null })} options=${named(subject.columns.filter(({ type }) => type !== "text" && type !== "boolean"))} />
    <${Choice} id="group" title="Column that names the series" value=${choice.group || ""} onChange=${(group) => change({ group: group || null })} options=${named(subject.columns.filter(({ counts }) => counts?.length > 1))} />
    ${choice.time && html`<${Choice} id="gap" title="Missing times" value=${choice.onGap || ""} onChange=${(onGap) => change({ onGap })} options=${[["", "are a fault"], ["fill", "are filled in"], ["split", "split the series"], ["keep", "do not matter"]]} />
      <${Choice} id="double" title="Times that come twice" value=${choice.onDouble || ""} onChange=${(onDouble) => change({ onDouble })} options=${[["", "are a fault"], ["last", "the last counts"], ["mean", "their mean counts"], ["keep", "are all kept"]]} />`}`;
}

const toggled = (names, name) => (names.includes(name) ? names.filter((one) => one !== name) : [...names, name]);

function Columns({ subject, choice, change }) {
  const { doubted, columns } = subject;
  const others = columns.filter(({ name }) => ![...choice.targets, ...(choice.kind === "forecasting" ? [choice.time, choice.group] : [])].includes(name));
  const n = others.filter(({ name }) => !choice.leftOut.includes(name)).length;
  return html`<details><summary>Learn from ${n} of ${others.length} columns</summary><fieldset class="checks"><legend class="hidden">Columns to learn from</legend>
    ${others.slice(0, MOST).map(({ name, type, n_missing: gaps }) => html`<label key=${name}><input type="checkbox" checked=${!choice.leftOut.includes(name)} disabled=${doubted.includes(name)}
      onChange=${() => change({ leftOut: toggled(choice.leftOut, name) })} /> <span>${name} <small class="muted">${doubted.includes(name) ? "in doubt" : `${type}${gaps ? `, ${gaps} missing` : ""}`}</small></span></label>`)}</fieldset>
    ${others.length > MOST && html`<p class="muted">The first ${MOST} columns are shown; the others are learned from, unless the editor leaves them out.</p>`}</details>`;
}

/** Several numbers at once. */
function MoreTargets({ subject, choice, toTargets }) {
  const others = subject.columns.filter((column) => isNumber(column) && column.name !== choice.targets[0] && !choice.leftOut.includes(column.name));
  if (!others.length || !choice.targets.length) return null;
  return html`<details><summary>Predict other columns with it</summary><fieldset class="checks"><legend class="hidden">Other columns to predict</legend>
    ${others.slice(0, MOST).map(({ name }) => html`<label key=${name}><input type="checkbox" checked=${choice.targets.includes(name)} onChange=${() => toTargets(toggled(choice.targets, name))} /> ${name}</label>`)}</fieldset></details>`;
}
