// What has more than one meaning in a file: a question each, with a button for every reading; settled ones can be changed.
import { html, useState } from "../../core/html.js";
import { post } from "../../core/api.js";
import { useAction, useData } from "../../core/data.js";
import { count } from "../../core/format.js";
import { go, to } from "../../core/route.js";
import { meaning, over, says, statements, without } from "../../core/readings.js";
import { Card } from "../bits.js";
import { ActionError, Spinner } from "../problem.js";

const REFUSES = {
  use: "Until this is settled, a job that uses it is refused.",
  target: "Until this is settled, a job that has it as target is refused; others are warned.",
};
/** Doubts that are shown at first: a table of thousands of columns may have as many. */
const A_PAGE = 20;
const isSame = (one, other) => one.column === other.column && one.line === other.line && JSON.stringify(one.settle) === JSON.stringify(other.settle);

/** @param {object} props upload: the data set; isOwn: whether it can be read again. */
export function Doubts({ upload, isOwn }) {
  const [shown, setShown] = useState(A_PAGE);
  const isSaid = Object.keys(upload.given).length > 0;
  const readings = useData(isSaid ? "v1/datasets" : null, { query: { sha256: upload.sha256, limit: 200 } });
  const [settle, { busy, error }] = useAction(async (given) => {
    const read = await post(`v1/datasets/${upload.id}/reread`, { json: given });
    go(`/${to("data", read.id)}#from=${upload.id}`);
  });
  // The file as it was recognized, with all its doubts.
  const first = readings.data?.uploads.find((one) => one.format === upload.format && !Object.keys(one.given).length);
  const settled = (first?.doubts || []).filter((doubt) => !upload.doubts.some((open) => isSame(open, doubt)));
  const chosen = settled.map((doubt) => doubt.settle.find((option) => says(upload.given, option)));
  const others = statements(chosen.filter(Boolean).reduce(without, upload.given));
  const shared = { upload, settle, isOff: busy || !isOwn };
  if (!upload.doubts.length && !isSaid) return null;
  return html`<div class="doubts">
    ${upload.doubts.slice(0, shown).map((doubt) => html`<${Question} key=${JSON.stringify(doubt)} doubt=${doubt} ...${shared} />`)}
    ${upload.doubts.length > shown && html`<p><button class="second" onClick=${() => setShown(shown + A_PAGE)}>Show more of ${count(upload.doubts.length, "doubt")}</button></p>`}
    ${settled.slice(0, shown).map((doubt, index) => html`<${Question} key=${JSON.stringify(doubt)} doubt=${doubt} chosen=${chosen[index]} isSettled=${true} ...${shared} />`)}
    ${others.length > 0 && html`<${Said} said=${others} ...${shared} />`}
    ${busy && html`<${Spinner} label="Reading the file again" />`}<${ActionError} error=${error} />
    ${!isOwn && html`<p class="note">Only its owner can read the file again.</p>`}
  </div>`;
}

function Question({ doubt, chosen = null, isSettled = false, upload, settle, isOff }) {
  const where = [doubt.line && `line ${doubt.line}`, doubt.member && `member ${doubt.member}`].filter(Boolean).join(", ");
  const rest = chosen ? without(upload.given, chosen) : upload.given;
  return html`<section class=${`card doubt${isSettled ? " settled" : ""}`} aria-label=${`${isSettled ? "Settled" : "Doubt"}: ${doubt.column || "the file"}`}>
    <header><h2>${isSettled ? "✓ Settled" : "? In doubt"}: ${doubt.column ? html`<code>${doubt.column}</code>` : "the file"}</h2></header>
    <p>${doubt.detail}${where && ` (first in ${where}${doubt.cell === null ? "" : `: “${doubt.cell}”`})`}.</p>
    ${!isSettled && html`<p class="muted">${doubt.column ? "The column stays text for now. " : ""}${REFUSES[doubt.refuses]} What is meant?</p>`}
    <ul class="choices">${doubt.settle.map((option) => html`<li key=${JSON.stringify(option)}>
      <button class="second" title=${`reading: ${JSON.stringify(option)}`}
      aria-pressed=${option === chosen} disabled=${isOff || option === chosen} onClick=${() => settle(over(rest, option))}>
        ${meaning(option, doubt.cell).map((text) => html`<span>${text}. </span>`)}</button></li>`)}</ul>
    ${isSettled && !chosen && html`<p class="muted">Another statement about the file has settled it.</p>`}
    ${chosen && html`<p class="actions"><button class="quiet" disabled=${isOff} onClick=${() => settle(rest)}>Put in doubt again</button></p>`}
  </section>`;
}

/** Statements about the file that settle no doubt of it: said with the upload, or by hand. */
const Said = ({ said, upload, settle, isOff }) => html`<${Card} title="Said about the file"><ul>${said.map((one) => html`<li key=${JSON.stringify(one)}>${meaning(one).join(". ")}
  <button class="quiet" disabled=${isOff} onClick=${() => settle(without(upload.given, one))}>Take back</button></li>`)}</ul><//>`;
