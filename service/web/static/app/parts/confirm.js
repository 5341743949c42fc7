// A button whose action loses something: it asks before.
import { html, useState } from "../core/html.js";
import { useAction } from "../core/data.js";
import { Dialog } from "./bits.js";
import { ActionError } from "./problem.js";

/**
 * A button that asks in a dialog before it acts.
 * @param {object} props label: of the button; title: the question; act: what is done (async); done: label of the button that does it;
 *   kind: class of the button; children: what is lost, and choices.
 */
export function ConfirmButton({ label, title, act, done = label, kind = "second", children }) {
  const [asks, setAsks] = useState(false);
  const [run, { busy, error }] = useAction(async () => { await act(); setAsks(false); });
  return html`<button class=${kind} onClick=${() => setAsks(true)}>${label}</button>
    ${asks && html`<${Dialog} title=${title} onClose=${() => setAsks(false)}>
      ${children}
      <${ActionError} error=${error} />
      <p class="actions"><button class="danger" onClick=${run} disabled=${busy}>${done}</button>
        <button class="second" onClick=${() => setAsks(false)}>Keep it</button></p>
    <//>`}`;
}
