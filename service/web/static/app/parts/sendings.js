// Files on their way to the service: how far they are, and what came of them.
import { html } from "../core/html.js";
import { bytes, percent } from "../core/format.js";
import { to } from "../core/route.js";
import { meaning, offers } from "../core/readings.js";
import { discard, proceed, stop, useSendings } from "../core/sending.js";
import { Progress } from "./bits.js";

const WORDS = {
  sending: "sending",
  waiting: "waiting for the connection; it goes on by itself",
  reading: "all sent; the service reads the file",
  stopped: "stopped",
  refused: "not taken",
  done: "read",
};

/** @param {object} props path: only those that are sent there, such as "v1/datasets". */
export function Sendings({ path }) {
  const sendings = useSendings().filter((one) => one.path === path);
  if (!sendings.length) return null;
  return html`<ul class="sendings" aria-label="Files on their way">${sendings.map((one) => html`<${Sending} key=${one.id} ...${one} />`)}</ul>`;
}

function Sending({ id, file, state, fraction, error, dataset }) {
  const runs = ["sending", "waiting", "reading"].includes(state);
  return html`<li class="sending">
    <div class="actions"><span><strong>${file.name}</strong> <span class="muted">${bytes(file.size)}</span></span>
      <span role="status">${WORDS[state]}${state === "sending" ? ` ${percent(fraction, 0)}` : ""}</span></div>
    ${(runs || state === "stopped") && html`<${Progress} value=${fraction} label=${`${file.name}: ${WORDS[state]}`} />`}
    ${error && html`<div class="action-error" role="alert">${reasons(error).map((reason) => html`<p>${reason}</p>`)}</div>`}
    <p class="actions">
      ${dataset && html`<a class="button" href=${to("data", dataset)}>Look at it</a>`}
      ${state === "refused" && offered(error).map((fields) => html`<button class="second" onClick=${() => proceed(id, fields)}>${titleOf(fields)}</button>`)}
      ${runs && html`<button class="second" onClick=${() => stop(id)}>Stop</button>`}
      ${(state === "stopped" || state === "refused") && html`<button class="second" onClick=${() => proceed(id)}>${state === "stopped" ? "Go on" : "Send again"}</button>`}
      ${!runs && html`<button class="quiet" onClick=${() => discard(id)}>${state === "done" ? "Hide" : "Discard"}</button>`}
    </p></li>`;
}

/** Why a file was not taken, in the API's own words. */
const reasons = (error) => (error.faults.length ? error.faults.map(({ pointer, detail }) => (pointer === "/file" ? detail : `${pointer.slice(1)}: ${detail}`)) : [error.message]);
const offered = (error) => offers(reasons(error).join("\n")).slice(0, 3);
const titleOf = ({ format, reading }) => (format ? `Send again as ${format}` : `Send again: ${meaning(reading).join("; ")}`);
