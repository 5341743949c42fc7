// Fields of plain values: numbers with their bounds, choices, texts, lists on one line.
import { html, useEffect, useState } from "../../core/html.js";
import { onLine, readValue } from "../../core/spec_text.js";
import { FaultList, idOf, isBelow, useEditing } from "./editing.js";

/**
 * A field with its label, hint and faults.
 * @param {object} props shape, pointer, value (undefined where it is left out), label, required.
 */
export function PlainField({ shape, pointer, value, label, required = false }) {
  const { change, faults } = useEditing();
  const own = faults.filter((fault) => isBelow(fault.pointer, pointer));
  const id = idOf(pointer);
  const hint = [shape.hint, boundsOf(shape)].filter(Boolean).join(" ");
  const input = { id, "aria-describedby": `${id}-hint${own.length ? ` ${id}-faults` : ""}`, "aria-invalid": own.some((fault) => !fault.isWarning) ? "true" : null };
  const Input = INPUTS[variantOf(shape, value)] || TextInput;
  return html`<div class="spec-field">
    <label for=${id}>${label}${required ? html`<span class="muted"> (required)</span>` : ""}</label>
    <${Input} shape=${shape} value=${value} input=${input} required=${required} onChange=${(part) => change(pointer, part)} />
    <p class="hint" id=${`${id}-hint`}>${hint}</p>
    <${FaultList} faults=${own} id=${`${id}-faults`} />
  </div>`;
}

function variantOf(shape, value) {
  if (shape.kind === "boolean" && shape.nullable) return "chosen";
  return shape.kind === "list" && shape.item.kind === "enum" && (value === undefined || Array.isArray(value)) ? "names" : shape.kind;
}

function boundsOf({ kind, minimum, above, maximum, below, hint = "" }) {
  if (kind !== "integer" && kind !== "number") return "";
  const low = above !== undefined ? `above ${above}` : minimum !== undefined ? `from ${minimum}` : "";
  const high = below !== undefined ? `below ${below.toLocaleString("en")}` : maximum !== undefined ? `to ${maximum.toLocaleString("en")}` : "";
  const bounds = [low, high].filter(Boolean).join(high.startsWith("to") ? " " : ", ");
  return bounds && !hint.includes(bounds) ? `(${bounds})` : "";
}

const defaultText = (shape) => (shape.default === undefined || shape.default === null ? "not set" : `default: ${shape.default}`);

function EnumInput({ shape, value, input, required, onChange }) {
  const unknown = value !== undefined && value !== null && !shape.values.includes(value);
  return html`<select ...${input} value=${value ?? ""} onChange=${(event) => onChange(event.target.value === "" ? undefined : event.target.value)}>
    ${(!required || value === undefined) && html`<option value="">${required ? "choose" : defaultText(shape)}</option>`}
    ${unknown && html`<option value=${value}>${onLine(value)} (unknown)</option>`}
    ${shape.values.map((one) => html`<option key=${one} value=${one}>${one}</option>`)}
  </select>`;
}

const CheckInput = ({ shape, value, input, onChange }) => html`<span class="check"><input type="checkbox" ...${input}
  checked=${value ?? shape.default ?? false} onChange=${(event) => onChange(event.target.checked)} /></span>`;

const ChosenInput = ({ value, input, onChange }) => html`<select ...${input} value=${String(value ?? "")}
  onChange=${(event) => onChange(event.target.value === "" ? undefined : event.target.value === "true")}>
  <option value="">not set</option><option value="true">yes</option><option value="false">no</option></select>`;

/** Numbers are written as text with a decimal keyboard: a number field of a browser hides what it cannot read, such as half of 1e-3. */
function NumberInput({ shape, value, input, onChange }) {
  const [text, setText] = useDraft(value, (one) => (one === undefined || one === null ? "" : String(one)));
  const type = (typed) => {
    const read = typed.trim() === "" ? undefined : Number.isFinite(Number(typed)) ? Number(typed) : typed;
    setText(typed, read);
    onChange(read);
  };
  return html`<input type="text" inputmode=${shape.kind === "integer" ? "numeric" : "decimal"} ...${input} value=${text}
    placeholder=${defaultText(shape)} autocomplete="off" onInput=${(event) => type(event.target.value)} onKeyDown=${(event) => step(event, shape, value, type)} />`;
}

/** The arrow keys count whole numbers, as in a number field. */
function step(event, shape, value, type) {
  const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
  if (!by || shape.kind !== "integer") return;
  event.preventDefault();
  const from = typeof value === "number" ? value : shape.default ?? shape.minimum ?? 0;
  type(String(Math.min(Math.max(from + by, shape.minimum ?? -Infinity), shape.maximum ?? Infinity)));
}

function StringInput({ shape, value, input, required, onChange }) {
  return html`<input type="text" ...${input} value=${value ?? ""} maxlength=${shape.most} placeholder=${required ? "" : defaultText(shape)}
    autocomplete="off" spellcheck="false"
    onInput=${(event) => onChange(event.target.value === "" && !required ? undefined : event.target.value)} />`;
}

/** A list of names: each can be taken away, and others are chosen. */
function NamesInput({ shape, value = [], input, onChange }) {
  const others = shape.item.values.filter((one) => !value.includes(one));
  return html`<span class="names">${value.map((one, index) => html`<button type="button" class="second small" key=${index}
    aria-label=${`Remove ${one}`} onClick=${() => onChange(value.toSpliced(index, 1))}>${one} ✕</button>`)}
    <select ...${input} value="" onChange=${(event) => event.target.value && onChange([...value, event.target.value])}><option
    value="">add …</option>${others.map((one) => html`<option key=${one} value=${one}>${one}</option>`)}</select></span>`;
}

/** A list as its values with commas between; anything else as YAML. Text that cannot be read changes nothing. */
function TextInput({ shape, value, input, onChange }) {
  const isList = shape.kind === "list";
  const [text, setText] = useDraft(value, (one) => (one === undefined ? "" : isList && Array.isArray(one) ? onLine(one).slice(1, -1) : onLine(one)));
  const [unread, setUnread] = useState(false);
  const type = (typed) => {
    let read;
    try {
      read = typed.trim() === "" ? undefined : readValue(isList ? `[${typed}]` : typed);
    } catch {
      setUnread(true);
      setText(typed, value);
      return;
    }
    setUnread(false);
    setText(typed, read);
    onChange(read);
  };
  return html`<input type="text" ...${input} value=${text} placeholder=${isList ? "values, with commas between" : defaultText(shape)}
    autocomplete="off" spellcheck="false" onInput=${(event) => type(event.target.value)} />
    ${unread && html`<p class="fault" role="alert">This cannot be read yet, so nothing was changed.</p>`}`;
}

/** Text of a field that stays as it is typed, until the value is changed elsewhere. */
function useDraft(value, write) {
  const [draft, setDraft] = useState({ text: write(value), of: JSON.stringify(value) });
  useEffect(() => { if (JSON.stringify(value) !== draft.of) setDraft({ text: write(value), of: JSON.stringify(value) }); }, [value]);
  return [draft.text, (text, read) => setDraft({ text, of: JSON.stringify(read) })];
}

const INPUTS = { enum: EnumInput, names: NamesInput, boolean: CheckInput, chosen: ChosenInput, integer: NumberInput, number: NumberInput, string: StringInput };

/** A part that a form has no better field for, as YAML. */
export function YamlField({ shape, pointer, value, label }) {
  const { change, faults } = useEditing();
  const [text, setText] = useDraft(value, (one) => (one === undefined ? "" : onLine(one)));
  const [error, setError] = useState(null);
  const own = faults.filter((fault) => isBelow(fault.pointer, pointer));
  const id = idOf(pointer);
  const type = (typed) => {
    try {
      const read = typed.trim() === "" ? undefined : readValue(typed);
      setError(null);
      setText(typed, read);
      change(pointer, read);
    } catch (failed) {
      setError(failed.reason || failed.message);
      setText(typed, value);
    }
  };
  return html`<div class="spec-field wide"><label for=${id}>${label} <span class="muted">(YAML)</span></label>
    <textarea id=${id} rows="2" value=${text} spellcheck="false" aria-invalid=${error || own.length ? "true" : null} aria-describedby=${`${id}-hint`}
    onInput=${(event) => type(event.target.value)}></textarea>
    <p class="hint" id=${`${id}-hint`}>${shape.hint}</p>
    ${error && html`<p class="fault" role="alert">This is no YAML, so nothing was changed: ${error}</p>`}<${FaultList} faults=${own} /></div>`;
}
