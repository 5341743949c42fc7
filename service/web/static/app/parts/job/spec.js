// The spec of a job as YAML, with its defaults written out.
import { html, useEffect, useState } from "../../core/html.js";
import { yaml } from "../../core/yaml.js";
import { Code } from "../bits.js";
import { Spinner } from "../problem.js";

/** @param {object} props spec. */
export function Spec({ spec }) {
  const [text, setText] = useState(null);
  useEffect(() => { yaml().then(({ dump }) => setText(dump(spec, { lineWidth: 120, noRefs: true }))); }, [JSON.stringify(spec)]);
  if (text === null) return html`<${Spinner} label="Writing the spec" />`;
  return html`<p class="muted">As it was submitted, with the defaults written out.</p><${Code} text=${text} label="Spec as YAML" />`;
}
