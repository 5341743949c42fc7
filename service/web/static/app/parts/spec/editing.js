// What the fields of a form of a spec share: the spec, what is wrong in it, and how it is changed.
import { createContext, html, useContext, useEffect, useState } from "../../core/html.js";
import { keysOf } from "../../core/pointer.js";
import { suggestion } from "../../core/suggestion.js";

/** Value: { spec, shapeOf, faults: [{pointer, detail, isWarning}], change(pointer, part), replace(spec), Field }. */
export const Editing = createContext(null);
export const useEditing = () => useContext(Editing);

/** Id of the field of a pointer. */
export const idOf = (pointer) => `spec-${keysOf(pointer).join("-") || "whole"}`;

export const isBelow = (pointer, whole) => pointer === whole || pointer.startsWith(`${whole}/`);

/** Faults as a list, each with a button for what it suggests. */
export function FaultList({ faults, id = null }) {
  const { spec, replace } = useEditing();
  if (!faults.length) return null;
  return html`<ul class="spec-faults" id=${id}>${faults.map((fault) => html`<li key=${fault.pointer + fault.detail} class=${fault.isWarning ? "warning" : "fault"}>
    <${FaultText} text=${fault.detail} /> <${Suggestion} fault=${fault} spec=${spec} replace=${replace} /></li>`)}</ul>`;
}

/** The button that takes what a fault suggests. */
export function Suggestion({ fault, spec, replace }) {
  const found = suggestion(spec, fault);
  return found && html`<button type="button" class="second small" onClick=${() => replace(found.spec)}>Use ${found.word}</button>`;
}

/** Longest text of a fault that is shown whole. */
const LONG = 240;

/** The text of a fault; of a long list of what is expected, the end says most, and the rest opens. */
export function FaultText({ text }) {
  const [whole, setWhole] = useState(false);
  if (text.length <= LONG || whole) return html`<span>${text}</span>`;
  return html`<span>${text.slice(0, 70).replace(/\S*$/, "")} <button type="button" class="quiet small" aria-label="Show the whole text"
    onClick=${() => setWhole(true)}>…</button> ${text.slice(-110).replace(/^\S*\s/, "")}</span>`;
}

/** A part that is drawn when it is first opened; a fault below it opens it. */
export function Fold({ title, note = null, open = false, faults = [], id = null, children }) {
  const [shown, setShown] = useState(open || faults.length > 0);
  const errors = faults.filter((fault) => !fault.isWarning).length;
  useEffect(() => { if (errors) setShown(true); }, [errors > 0]);
  return html`<details class="fold" id=${id} open=${shown} onToggle=${(event) => event.target === event.currentTarget && setShown(event.currentTarget.open)}>
    <summary tabindex="0"><strong>${title}</strong> ${note && html`<span class="muted">${note}</span>`} ${errors > 0 && html`<span
    class="fault">✕ ${errors}</span>`}</summary>
    ${shown && html`<div class="fold-body">${children()}</div>`}
  </details>`;
}

/** A text on one line, of what a part says. */
export function brief(value) {
  if (value === null || typeof value !== "object") return String(value);
  if (Array.isArray(value)) return value.some((item) => item !== null && typeof item === "object") ? `${value.length} entries` : value.join(", ");
  return Object.entries(value).slice(0, 6).map(([key, part]) => (part !== null && typeof part === "object" ? key : typeof part === "string"
    && ["layer", "step", "name", "kind", "estimator", "source"].includes(key) ? part : `${key} ${part}`)).join(" · ");
}
