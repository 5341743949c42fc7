// A list of entries, such as layers or steps: added, removed and moved by buttons.
import { html, useState } from "../../core/html.js";
import { words } from "../../core/format.js";
import { initial, initialOf } from "../../core/schema.js";
import { brief, FaultList, Fold, idOf, isBelow, useEditing } from "./editing.js";

/** What one entry of a list is called. */
const NOUNS = { layers: "layer", nodes: "node", steps: "step", inputs: "step", targets: "step", append: "layer" };

export function EntryList({ shape, pointer, value, label }) {
  const { change, faults, Field } = useEditing();
  const noun = NOUNS[label] || "entry";
  const items = value || [];
  const move = (from, to) => {
    const next = items.toSpliced(from, 1).toSpliced(to, 0, items[from]);
    change(pointer, next);
    requestAnimationFrame(() => document.getElementById(idOf(`${pointer}/${to}`))?.querySelector("summary").focus());
  };
  return html`<div class="spec-list"><${FaultList} faults=${faults.filter((fault) => fault.pointer === pointer)} />
    <ol>${items.map((item, index) => html`<li key=${index}>
      <${Fold} title=${headOf(item, noun, index)} note=${restOf(item)} faults=${faults.filter((fault) => isBelow(fault.pointer,
      `${pointer}/${index}`))} id=${idOf(`${pointer}/${index}`)}>
        ${() => html`<${Field} shape=${shape.item} pointer=${`${pointer}/${index}`} value=${item} label=${noun} required />`}<//>
      <span class="entry-actions">
        <button type="button" class="quiet icon" aria-label=${`Move ${noun} ${index + 1} up`} disabled=${index === 0} onClick=${() => move(index, index - 1)}>↑</button>
        <button type="button" class="quiet icon" aria-label=${`Move ${noun} ${index + 1} down`} disabled=${index === items.length - 1}
        onClick=${() => move(index, index + 1)}>↓</button>
        <button type="button" class="quiet icon" aria-label=${`Remove ${noun} ${index + 1}`} onClick=${() => change(pointer, items.toSpliced(index, 1))}>✕</button>
      </span></li>`)}</ol>
    <${Adder} shape=${shape.item} noun=${noun} pointer=${pointer} onAdd=${(item) => change(pointer, [...items, item])} full=${shape.most !== undefined
    && items.length >= shape.most} /></div>`;
}

const headOf = (item, noun, index) => item?.layer?.layer || item?.layer || item?.step || item?.estimator || (item?.repeat ? `${item.repeat} times`
  : item?.name || `${words(noun)} ${index + 1}`);

/** What an entry says besides its head. */
function restOf(item) {
  const { layer, step, estimator, ...rest } = item || {};
  if (layer === null || typeof layer !== "object") return layer || step || estimator ? brief(rest) : "";
  const { layer: _, ...own } = layer;
  return brief({ name: rest.name, ...own });
}

/** The end of a list: which kind of entry is added. */
function Adder({ shape, noun, pointer, onAdd, full }) {
  const tagged = shape.kind === "tagged" ? shape : shape.kind === "choice" ? shape.choices.find((one) => one.kind === "tagged") : null;
  const others = shape.kind === "choice" ? shape.choices.filter((one) => one !== tagged) : [];
  const [name, setName] = useState(tagged?.names[0]);
  const id = `${idOf(pointer)}-add`;
  const add = () => {
    const other = others.find((one) => one.title === name);
    onAdd(other || !tagged ? initial(other || shape) : initialOf(tagged, name));
  };
  return html`<div class="actions">${tagged && html`<label for=${id}>Another ${noun}</label><select id=${id} value=${name}
    onChange=${(event) => setName(event.target.value)}>
      ${tagged.names.map((one) => html`<option key=${one} value=${one}>${one}</option>`)}${others.map((one) => html`<option key=${one.title}
      value=${one.title}>${one.title}</option>`)}</select>`}
    <button type="button" class="second small" disabled=${full} onClick=${add}>Add ${noun}</button></div>`;
}
