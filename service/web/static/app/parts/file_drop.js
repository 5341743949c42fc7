// A place to drop files, or to choose them with the keyboard.
import { html, useState } from "../core/html.js";

/** @param {object} props onFiles(list of File); label: of the button; children: what may be dropped; multiple. */
export function FileDrop({ onFiles, label = "Choose files", children, multiple = true }) {
  const [over, setOver] = useState(false);
  const dropped = (event) => {
    event.preventDefault();
    setOver(false);
    const files = [...event.dataTransfer.files];
    if (files.length) onFiles(multiple ? files : files.slice(0, 1));
  };
  const chosen = (event) => {
    onFiles([...event.currentTarget.files]);
    event.currentTarget.value = "";  // The same file can be chosen again.
  };
  return html`<div class=${`drop${over ? " over" : ""}`} onDragOver=${(event) => { event.preventDefault(); setOver(true); }} onDragLeave=${() => setOver(false)} onDrop=${dropped}>
    ${children}
    <label>${label} <input type="file" multiple=${multiple} onChange=${chosen} /></label>
  </div>`;
}
