// The YAML of a spec, with the numbers of its lines, those with faults marked, and what is wrong with each.
import { html, useMemo, useRef } from "../../core/html.js";
import { CopyButton } from "../bits.js";
import { count } from "../../core/format.js";
import { lineAt, linesOf } from "../../core/spec_text.js";
import { FaultText, Suggestion, useEditing } from "./editing.js";

/** @param {object} props text, error ({reason, line} or null), faults with pointers into the spec, onType(text). */
export function YamlPane({ text, error, faults, onType }) {
  const { spec, replace } = useEditing();
  const area = useRef(null);
  const gutter = useRef(null);
  const lines = useMemo(() => linesOf(text), [text]);
  const placed = error ? [] : faults.map((fault) => ({ ...fault, line: lineAt(lines, fault.pointer) }));
  const marks = new Map(placed.map((fault) => [fault.line, fault.isWarning ? "warning" : "fault"]));
  if (error && error.line !== null) marks.set(error.line, "fault");
  const goTo = (line) => {
    const starts = text.split("\n").slice(0, line).reduce((sum, one) => sum + one.length + 1, 0);
    area.current.focus();
    area.current.setSelectionRange(starts, starts + (text.split("\n")[line] || "").length);
    area.current.scrollTop = Math.max(0, (line - 4) * LINE_PX);
  };
  const n = text.split("\n").length;
  return html`<section class="spec-yaml" aria-label="YAML of the spec">
    <header><h3><label for="spec-yaml">YAML</label></h3><${CopyButton} text=${text} /></header>
    <div class="yaml"><div class="gutter" aria-hidden="true" ref=${gutter}>${Array.from({ length: n }, (_, line) => html`<span key=${line}
    class=${marks.get(line)}>${marks.has(line) ? "▶ " : ""}${line + 1}</span>`)}</div>
      <textarea id="spec-yaml" ref=${area} value=${text} rows=${Math.min(Math.max(n + 1, 12), 24)} wrap="off" spellcheck="false" autocapitalize="off"
      aria-invalid=${error || placed.some((one) => !one.isWarning) ? "true" : null}
        aria-describedby="spec-yaml-faults" onInput=${(event) => onType(event.target.value)}
        onScroll=${() => { gutter.current.scrollTop = area.current.scrollTop; }}></textarea></div>
    <div id="spec-yaml-faults" aria-live="polite">
      ${error && html`<p class="fault">${error.line !== null && html`<button type="button" class="quiet small"
      onClick=${() => goTo(error.line)}>Line ${error.line + 1}</button> `}This is no YAML of a spec: ${error.reason}</p>`}
      ${placed.length > 0 && html`<p class="small muted">${count(placed.filter((one) => !one.isWarning).length,
      "fault")}, ${count(placed.filter((one) => one.isWarning).length, "warning")}</p>`}
      <ul class="spec-faults">${placed.map((fault) => html`<li key=${fault.pointer + fault.detail} class=${fault.isWarning ? "warning" : "fault"}>
        ${fault.line !== null && html`<button type="button" class="quiet small"
        onClick=${() => goTo(fault.line)}>Line ${fault.line + 1}</button>`} <code>${fault.pointer || "/"}</code> <${FaultText} text=${fault.detail} />
        ${" "}<${Suggestion} fault=${fault} spec=${spec} replace=${replace} /></li>`)}</ul>
    </div>
  </section>`;
}

/** Height of a line in pixels, as styles/spec.css sets it. */
const LINE_PX = 20;
