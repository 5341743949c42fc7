// What stands behind a drawing: drawn once it is opened, since tables may be long.
import { html, useState } from "../../core/html.js";

/** @param {object} props summary: what can be opened. */
export function Behind({ summary, children }) {
  const [open, setOpen] = useState(false);
  return html`<details class="behind" onToggle=${(event) => setOpen(event.currentTarget.open)}><summary>${summary}</summary>${open && children}</details>`;
}
