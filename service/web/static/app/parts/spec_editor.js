// Edits a job spec: a form drawn from the JSON Schema beside its YAML. Both show the same spec; each keeps what the other says.
import { html, useEffect, useMemo, useRef, useState } from "../core/html.js";
import { useData } from "../core/data.js";
import { at, withPart } from "../core/pointer.js";
import { shapesOf } from "../core/schema.js";
import { hasComments, read, write } from "../core/spec_text.js";
import { styles } from "../core/style.js";
import { Loaded } from "./problem.js";
import { Editing } from "./spec/editing.js";
import { Field, ObjectField } from "./spec/whole.js";
import { YamlPane } from "./spec/yaml_pane.js";

await styles("spec");

/** Sections that are open at first. */
const OPEN = new Set(["model", "training"]);
/** Most texts that "Undo" goes back to. */
const MOST = 100;

/**
 * The editor of a spec.
 * @param {object} props spec: the spec, or null while its YAML cannot be read; onChange(spec): called with each new spec, with null while the YAML cannot be read;
 *   base: pointer to the spec in the request body, such as /spec; faults and warnings: of POST /v1/specs/check or a refusal, with pointers into the body.
 *   Faults that are not below the base are the caller's to show. beside: what stands below the YAML.
 */
export function SpecEditor({ spec, onChange, base = "/spec", faults = [], warnings = [], beside = null }) {
  const schema = useData("v1/specs/schema");
  const shapeOf = useMemo(() => schema.data && shapesOf(schema.data), [schema.data]);
  const { text, good, error, type, change, replace, undo } = useText(spec, onChange);
  const found = useMemo(() => [...below(faults, base, false), ...below(warnings, base, true)], [faults, warnings, base]);
  const editing = { spec: good, shapeOf, faults: found, change, replace, Field };
  return html`<div class="spec-editor"><${Editing.Provider} value=${editing}>
    <section class="spec-form" aria-label="Form of the spec">
      <header><h3>Form</h3><button type="button" class="quiet small" disabled=${!undo} onClick=${undo}>Undo the last edit of the form</button></header>
      ${error && html`<p class="note" role="status">The YAML cannot be read (${error.line === null ? ""
      : `line ${error.line + 1}: `}${error.reason}). The form shows what it said before, and waits until that is settled.</p>`}
      ${!error && hasComments(text) && html`<p class="note">The YAML has comments. An edit in the form writes the YAML anew, without them; undo brings them back.</p>`}
      <${Loaded} of=${schema} label="Loading the form">${() => html`<fieldset disabled=${error !== null} aria-label="Form of the spec">
        <${ObjectField} shape=${shapeOf(schema.data)} pointer="" value=${good} open=${OPEN} /></fieldset>`}<//>
    </section>
    <div class="spec-beside"><${YamlPane} text=${text} error=${error} faults=${found} onType=${type} />${beside}</div>
  <//></div>`;
}

function below(faults, base, isWarning) {
  return faults.filter(({ pointer }) => pointer === base || pointer.startsWith(`${base}/`)).map((fault) => ({ ...fault,
    pointer: fault.pointer.slice(base.length), isWarning }));
}

/** The YAML, and the last spec that it said. A change in the form writes it anew; a spec that comes from outside, too. */
function useText(spec, onChange) {
  const [state, setState] = useState(() => ({ text: write(spec || {}), good: spec || {}, error: null, past: [] }));
  const latest = useRef(state);
  latest.current = state;
  const set = (next) => { latest.current = next; setState(next); };
  // Specs that went out and come back as a property, sometimes after the next one went out: they are not from outside.
  const own = useRef(new WeakSet());
  const send = (good) => {
    if (good) own.current.add(good);
    onChange(good);
  };
  useEffect(() => {
    if (spec !== null && spec !== latest.current.good && !own.current.has(spec)) set({ text: write(spec), good: spec, error: null,
      past: remembered(latest.current, null) });
  }, [spec]);
  const take = (good, place) => {
    set({ text: write(good), good, error: null, past: remembered(latest.current, place) });
    send(good);
  };
  return {
    ...state,
    type: (text) => {
      const { spec: said, error } = read(text);
      set({ ...latest.current, text, error, good: said || latest.current.good });
      send(said);
    },
    change: (pointer, part) => {
      if (at(latest.current.good, pointer) !== part) take(withPart(latest.current.good, pointer, part), pointer);
    },
    replace: (good) => take(good, null),
    undo: state.past.length
      ? () => {
        const { text } = latest.current.past.at(-1);
        const { spec: good, error } = read(text);
        set({ text, good: good || latest.current.good, error, past: latest.current.past.slice(0, -1) });
        send(good);
      }
      : null,
  };
}

/** Texts to go back to: of edits of one field one after another, only that before the first. */
function remembered({ past, text }, place) {
  if (place !== null && past.at(-1)?.place === place) return past;
  return [...past, { text, place }].slice(-MOST);
}
