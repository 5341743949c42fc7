// Fields that say how a file is read; what is left empty is recognized.
import { html } from "../core/html.js";

const LIST = (text) => text.split(",").map((one) => one.trim()).filter(Boolean);
/** The fields: name in `reading`, title, what it expects, how its text becomes a value; choices for a list. */
const FIELDS = [
  { name: "header", title: "First row", choices: [["", "recognized"], ["true", "names of the columns"], ["false", "values"]], value: (text) => text === "true" },
  { name: "delimiter", title: "Between cells", choices: [["", "recognized"], [",", "comma"], [";", "semicolon"], ["\t", "tab"], ["|", "|"], [" ", "blanks"]] },
  { name: "decimal", title: "Before decimals", choices: [["", "recognized"], [".", "point"], [",", "comma"]] },
  { name: "thousands", title: "Between thousands", choices: [["", "recognized"], [",", "comma"], [".", "point"], [" ", "blank"], ["'", "apostrophe"]] },
  { name: "missing", title: "Missing values", hint: "cells, by commas: NA, unknown", value: LIST, text: (cells) => cells.join(", ") },
  { name: "skip_lines", title: "Lines to leave out", hint: "numbers, by commas: 5, 26", value: (text) => LIST(text).map(Number), text: (lines) => lines.join(", ") },
  { name: "encoding", title: "Encoding", hint: "such as cp1252" },
  { name: "sheet", title: "Sheet of a workbook", hint: "its name" },
  { name: "labels", title: "Labels that look alike", choices: [["", "a doubt"], ["strip", "blanks do not count"], ["strip_casefold", "blanks and capitals do not count"], ["as_is", "are different"]] },
  { name: "on_bad", title: "Images that cannot be read", choices: [["", "refuse the file"], ["skip", "are passed over"]] },
];

/**
 * The fields of a reading.
 * @param {object} props reading: what is said; onChange(reading); error: ApiError, whose faults below `pointer` stand at their fields.
 */
export function ReadingForm({ reading, onChange, error = null, pointer = "/reading" }) {
  const faults = error?.below ? error.below(pointer) : [];
  return html`<div class="reading-form">${FIELDS.map((field) => html`<${Field} key=${field.name} field=${field} reading=${reading} onChange=${onChange}
    faults=${faults.filter((fault) => fault.pointer.split("/")[1] === field.name)} />`)}</div>`;
}

function Field({ field, reading, onChange, faults }) {
  const id = `reading-${field.name}`;
  const said = reading[field.name];
  const text = said === undefined ? "" : field.text ? field.text(said) : String(said);
  const change = (event) => {
    const { [field.name]: _, ...rest } = reading;
    const written = event.currentTarget.value;
    onChange(written === "" ? rest : { ...rest, [field.name]: field.value ? field.value(written) : written });
  };
  const shared = { id, onChange: change, "aria-invalid": faults.length > 0, "aria-describedby": faults.length ? `${id}-fault` : null };
  return html`<div class="field"><label for=${id}>${field.title}</label>
    ${field.choices
      ? html`<select ...${shared} value=${text}>${field.choices.map(([value, title]) => html`<option value=${value} selected=${value === text}>${title}</option>`)}</select>`
      : html`<input ...${shared} value=${text} placeholder=${field.hint} />`}
    ${faults.length > 0 && html`<p class="fault" id=${`${id}-fault`}>${faults.map((fault) => fault.detail).join("; ")}</p>`}</div>`;
}
