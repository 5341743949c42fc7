// Tags and note of a version, or of a name; its owner edits them.
import { html, useState } from "../../core/html.js";
import { patch } from "../../core/api.js";
import { useAction } from "../../core/data.js";
import { ActionError } from "../problem.js";
import { TagMarks } from "./marks.js";

/** @param {object} props about: what is annotated; path: its path in the API; tags, note: as they are; reload: called after a change. */
export function Annotations({ about, path, tags, note, editable, reload }) {
  const [edited, setEdited] = useState(null);
  const [save, { busy, error }] = useAction(async () => {
    await patch(path, { json: { tags: edited.tags.split(/[\s,]+/).filter(Boolean), note: edited.note } });
    setEdited(null);
    reload();
  });
  const fields = { tags: `tags of ${about}`, note: `note on ${about}` };
  const change = (name) => (event) => setEdited({ ...edited, [name]: event.target.value });
  if (edited) {
    return html`<form class="annotations" onSubmit=${(event) => { event.preventDefault(); save(); }}><h3>Of ${about}</h3>
      <div class="field"><label>Tags, separated by spaces<input aria-label=${fields.tags} aria-invalid=${error?.below("/tags").length ? "true" : null}
      value=${edited.tags} onInput=${change("tags")} /></label></div>
      <div class="field"><label>Note<textarea aria-label=${fields.note} rows="3" value=${edited.note} onInput=${change("note")}></textarea></label></div>
      <${ActionError} error=${error} /><p class="actions"><button disabled=${busy}>Save</button>
      <button type="button" class="second" onClick=${() => setEdited(null)}>Leave it</button></p></form>`;
  }
  return html`<section class="annotations"><h3>Of ${about}</h3>
    ${tags.length > 0 && html`<p><${TagMarks} tags=${tags} /></p>`}${note ? html`<p class="written">${note}
    </p>` : tags.length === 0 && html`<p class="muted">Nothing is noted.</p>`}
    ${editable && html`<p class="actions"><button class="quiet" aria-label=${`Edit ${fields.tags}, and note`}
    onClick=${() => setEdited({ tags: tags.join(" "), note })}>Edit</button></p>`}</section>`;
}
