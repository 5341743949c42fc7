// Ways to bring data: files that are dropped or chosen, or a table that is pasted.
import { html, useState } from "../core/html.js";
import { send } from "../core/sending.js";
import { Card } from "./bits.js";
import { FileDrop } from "./file_drop.js";
import { ReadingForm } from "./reading_form.js";
import { Sendings } from "./sendings.js";

/** @param {object} props onSent(id of the sending): called for a single file that was sent. */
export function BringFile({ onSent }) {
  const [name, setName] = useState("");
  const [reading, setReading] = useState({});
  const sendAll = (files) => {
    const ids = files.map((file) => send(file, { reading, name: files.length === 1 ? name : "" }));
    if (ids.length === 1) onSent(ids[0]);
    setName("");
  };
  return html`<${Card} title="Bring a file">
    <${FileDrop} onFiles=${sendAll}><p>Drop files here. Each becomes a data set.</p>
      <p class="muted small">Tables (CSV, Parquet, Arrow, JSON Lines, Excel), arrays (.npy, .npz, IDX), images (a ZIP or TAR with a folder for each class), text.</p><//>
    <details><summary>Say how it is read</summary>
      <div class="reading-form"><div class="field"><label for="new-name">Name of the data set</label>
        <input id="new-name" value=${name} maxlength="200" placeholder="that of the file" onInput=${(event) => setName(event.currentTarget.value)} /></div></div>
      <${ReadingForm} reading=${reading} onChange=${setReading} /></details>
    <details><summary>Paste a table</summary><${PasteTable} onTable=${(text) => onSent(send(asFile(text), { name, reading }))} /></details>
    <${Sendings} path="v1/datasets" />
  <//>`;
}

/** Cells that are copied from a spreadsheet are separated by tabs; the reader finds out. */
const asFile = (text) => new File([text], "pasted table.csv", { type: "text/csv" });

function PasteTable({ onTable }) {
  const [text, setText] = useState("");
  const submit = (event) => {
    event.preventDefault();
    onTable(text);
    setText("");
  };
  return html`<form onSubmit=${submit}><div class="field"><label for="pasted">Rows, the names of the columns first</label>
      <textarea id="pasted" class="paste" spellcheck="false" value=${text} placeholder=${"length,width,kind\n5.1,3.5,rose\n4.9,3.0,tulip"} onInput=${(event) => setText(event.currentTarget.value)}></textarea></div>
    <button disabled=${!text.trim()}>Read the table</button></form>`;
}
