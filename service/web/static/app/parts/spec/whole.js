// Fields of what has parts: objects, unions, lists of entries, entries by name.
import { html, useState } from "../../core/html.js";
import { words } from "../../core/format.js";
import { escaped, isObject } from "../../core/pointer.js";
import { chosen, fit, initial, initialOf, isPlain } from "../../core/schema.js";
import { brief, FaultList, Fold, idOf, isBelow, useEditing } from "./editing.js";
import { EntryList } from "./entries.js";
import { PlainField, YamlField } from "./plain.js";

/**
 * The field of any shape.
 * @param {object} props shape, pointer, value, label, required.
 */
export function Field(props) {
  const { shape, value } = props;
  if (isPlain(shape) && (value === undefined || value === null || fit(shape, value) || typeof value !== "object")) return html`<${PlainField} ...${props} />`;
  if (shape.kind !== "any" && value !== undefined && value !== null && !fit(shape, value)) return html`<${YamlField} ...${props} />`;
  switch (shape.kind) {
    case "tagged": return html`<${TaggedField} ...${props} />`;
    case "object": return html`<${ObjectField} ...${props} />`;
    case "choice": return html`<${ChoiceField} ...${props} />`;
    case "list": return html`<${EntryList} ...${props} />`;
    case "map": return html`<${MapField} ...${props} />`;
    default: return html`<${YamlField} ...${props} />`;
  }
}

/** The fields of an object: those that are set, or have to be; the others open. Faults of the object itself stand above. */
export function ObjectField({ shape, pointer, value, but = null, open = null }) {
  const { faults } = useEditing();
  const keys = shape.fields.filter((key) => key !== but);
  const places = new Map(keys.map((key) => [key, `${pointer}/${escaped(key)}`]));
  const isShown = (key) => shape.required.has(key) || (value?.[key] !== undefined && value?.[key] !== null)
    || faults.some((fault) => isBelow(fault.pointer, places.get(key)));
  const own = faults.filter((fault) => fault.pointer === pointer || (isBelow(fault.pointer, pointer)
    && !shape.fields.some((key) => isBelow(fault.pointer, `${pointer}/${escaped(key)}`))));
  const hidden = keys.filter((key) => !isShown(key));
  const part = (key) => html`<${Part} key=${key} name=${key} shape=${shape.shapeOf(key)} pointer=${places.get(key)} value=${value?.[key]}
    required=${shape.required.has(key)} open=${open?.has(key)} />`;
  return html`<div class="spec-object"><${FaultList} faults=${own} />
    <div class="spec-grid">${keys.filter(isShown).map(part)}</div>
    ${hidden.length > 0 && html`<${Fold} title=${`${hidden.length} more ${hidden.length === 1 ? "setting" : "settings"}`} note=${hidden.slice(0,
    5).map(words).join(", ") + (hidden.length > 5 ? ", …" : "")}>
      ${() => html`<div class="spec-grid">${hidden.map(part)}</div>`}<//>`}</div>`;
}

/** Parts that are open at first, as what is within them is what one comes for. */
const HOLDS_LIST = new Set(["list", "map"]);

/** A field of an object: plain ones as they are, others within a fold of their own. */
function Part({ name, shape, pointer, value, required, open }) {
  const { change, faults } = useEditing();
  if (shape.kind === "const") return null;
  if (isPlain(shape) && (!isObject(value))) return html`<${PlainField} shape=${shape} pointer=${pointer} value=${value} label=${words(name)} required=${required} />`;
  if (shape.kind === "choice" && isPlain(choiceOf(shape, value))) return html`<${ChoiceField} shape=${shape} pointer=${pointer}
    value=${value ?? undefined} label=${words(name)} required=${required} />`;
  const below = faults.filter((fault) => isBelow(fault.pointer, pointer));
  if (value === undefined || value === null) {
    return html`<div class="spec-field wide absent" id=${idOf(pointer)}><p><strong>${words(name)}</strong> <span class="hint">${shape.hint}</span></p>
      <button type="button" class="second small" onClick=${() => change(pointer, initial(shape))}>Add ${words(name)}</button><${FaultList} faults=${below} /></div>`;
  }
  if (shape.kind === "any") return html`<${YamlField} shape=${shape} pointer=${pointer} value=${value} label=${words(name)} />`;
  return html`<div class="wide"><${Fold} title=${words(name)} note=${brief(value)} open=${open ?? HOLDS_LIST.has(shape.kind)} faults=${below}
    id=${idOf(pointer)}>${() => html`
    ${shape.hint && html`<p class="hint">${shape.hint}</p>`}
    <${Field} shape=${shape} pointer=${pointer} value=${value} label=${words(name)} required=${required} />
    ${!required && html`<p class="actions"><button type="button" class="quiet small" onClick=${() => change(pointer,
    undefined)}>Remove ${words(name)}</button></p>`}`}<//></div>`;
}

/** One of several forms that a value tells apart, such as the kind of a layer: the other fields follow the choice. */
export function TaggedField({ shape, pointer, value }) {
  const { change, faults } = useEditing();
  const name = value?.[shape.tag];
  const form = shape.shapeOf(name);
  const id = idOf(`${pointer}/${shape.tag}`);
  const own = form ? [] : faults.filter((fault) => isBelow(fault.pointer, pointer));
  return html`<div class="spec-tagged"><div class="spec-field"><label for=${id}>${words(shape.tag)}</label>
      <select id=${id} value=${name ?? ""} aria-invalid=${own.length ? "true" : null} onChange=${(event) => change(pointer, initialOf(shape,
      event.target.value, value))}>
        ${!form && html`<option value=${name ?? ""}>${name === undefined ? "choose" : `${name} (unknown)`}</option>`}
        ${shape.names.map((one) => html`<option key=${one} value=${one}>${one}</option>`)}
      </select><p class="hint">${form?.hint}</p><${FaultList} faults=${own} /></div>
    ${form && html`<${ObjectField} key=${name} shape=${form} pointer=${pointer} value=${value} but=${shape.tag} />`}</div>`;
}

/** One of several kinds of values, such as a name, or a name with arguments. */
function ChoiceField({ shape, pointer, value, label, required }) {
  const { change } = useEditing();
  const found = choiceOf(shape, value);
  const index = shape.choices.indexOf(found);
  const id = `${idOf(pointer)}-given`;
  const hint = found.hint ? found : { ...found, hint: shape.hint };
  return html`<div class="spec-choice"><${Field} key=${index} shape=${hint} pointer=${pointer} value=${value} label=${label} required=${required} />
    <p class="given"><label for=${id}>Given as</label> <select id=${id} value=${index} aria-label=${`${label} is given as`}
    onChange=${(event) => change(pointer, converted(shape.choices[event.target.value], value))}>
      ${shape.choices.map((one, position) => html`<option key=${position} value=${position}>${kindOf(one)}</option>`)}</select></p></div>`;
}

const choiceOf = (shape, value) => chosen(shape, value) || shape.choices[0];
const KINDS = { enum: "name", string: "text", integer: "number", number: "number", boolean: "yes or no", list: "list", map: "values by name", any: "YAML" };
const kindOf = (shape) => (shape.kind === "tagged" ? `${shape.title.toLowerCase() || "form"} with arguments` : KINDS[shape.kind] || shape.title.toLowerCase());

/** A name becomes that name with arguments, and the other way round. */
function converted(shape, value) {
  if (shape.kind === "tagged" && shape.names.includes(value)) return initialOf(shape, value);
  if (shape.kind === "enum" && isObject(value)) return Object.values(value).find((one) => shape.values.includes(one)) ?? initial(shape);
  return initial(shape);
}

/** Entries by names that the user chooses. */
function MapField({ shape, pointer, value, label }) {
  const { change, faults } = useEditing();
  const [name, setName] = useState("");
  const id = `${idOf(pointer)}-name`;
  const names = Object.keys(value || {});
  return html`<div class="spec-map"><${FaultList} faults=${faults.filter((fault) => fault.pointer === pointer)} />
    ${names.map((key) => html`<div class="spec-entry" key=${key}><${Field} shape=${shape.item} pointer=${`${pointer}/${escaped(key)}`}
    value=${value[key]} label=${key} />
      <button type="button" class="quiet small" onClick=${() => change(`${pointer}/${escaped(key)}`, undefined)}>Remove ${key}</button></div>`)}
    <div class="actions"><label for=${id}>Name</label><input id=${id} type="text" value=${name} onInput=${(event) => setName(event.target.value)} />
      <button type="button" class="second small" disabled=${!name || names.includes(name)} onClick=${() => { change(`${pointer}/${escaped(name)}`,
      initial(shape.item)); setName(""); }}>Add to ${label}</button></div></div>`;
}
