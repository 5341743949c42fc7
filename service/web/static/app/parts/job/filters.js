// Filters of the list of jobs, which stand in the fragment of the URL: a filtered list can be linked.
import { html, useEffect, useState } from "../../core/html.js";
import { words } from "../../core/format.js";
import { setFragment } from "../../core/route.js";
import { STATES, TASKS } from "./states.js";

/** Return the parameters of a list by the fragment of the URL. */
export const askedOf = (names, fragment) => Object.fromEntries([...names, "cursor"].map((name) => [name, fragment[name]]));

/** Show the list without filters, from its beginning. */
export const clearFilters = (names) => setFragment(Object.fromEntries([...names, "cursor"].map((name) => [name, null])));

/** Milliseconds without a key after which a typed text is looked for. */
const PAUSE_MS = 300;

/** @param {object} props names: of the filters; fragment: of the URL; error: of the list, which may be about a filter; label. */
export function Filters({ names, fragment, error, label }) {
  const set = (name, value) => setFragment({ [name]: value, cursor: null });
  const select = (name, label, values) => html`<label>${label} <select value=${fragment[name] || ""} onChange=${(event) => set(name, event.target.value)}>
    <option value="">all</option>${values.map((value) => html`<option value=${value}>${words(value)}</option>`)}</select></label>`;
  const text = (name, label) => html`<${Text} name=${name} label=${label} value=${fragment[name] || ""} set=${set} fault=${error?.below?.(`/query/${name}`)[0]} />`;
  const fields = {
    text: () => text("text", "Text"), state: () => select("state", "State", STATES), task: () => select("task", "Task", TASKS),
    name: () => text("name", "Model"), recipe: () => text("recipe", "Recipe"), tag: () => text("tag", "Tag"),
  };
  return html`<form class="toolbar filters" role="search" aria-label=${label} onSubmit=${(event) => event.preventDefault()}>
    ${names.map((name) => fields[name]())}</form>`;
}

function Text({ name, label, value, set, fault }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return undefined;
    const timer = setTimeout(() => set(name, typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return html`<label>${label} <input type="search" size="12" value=${typed} aria-invalid=${fault ? "true" : null} onInput=${(event) => setTyped(event.target.value)} />
    ${fault && html`<span class="fault">${fault.detail}</span>`}</label>`;
}

/** Buttons to the pages of a list. */
export const Pages = ({ next, fragment, noun }) => html`<p class="actions pages">
  ${fragment.cursor && html`<button class="second" onClick=${() => setFragment({ cursor: null }, { keep: true })}>Newest ${noun}</button>`}
  ${next && html`<button class="second" onClick=${() => setFragment({ cursor: next }, { keep: true })}>Older ${noun}</button>`}</p>`;
