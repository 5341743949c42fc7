// Changes of keys, grants and aliases, newest first.
import { html, useState } from "../../core/html.js";
import { useData } from "../../core/data.js";
import { dateTime, words } from "../../core/format.js";
import { Card, Pager, Scroll } from "../bits.js";
import { Loaded } from "../problem.js";

export function Audit() {
  const [cursor, setCursor] = useState(null);
  const audit = useData("v1/audit", { query: { limit: 20, cursor } });
  return html`<${Card} title="Changes of keys, grants and aliases"><${Loaded} of=${audit}>${(page) => html`<${Scroll} label="Changes"><table>
      <thead><tr>${["When", "Who", "What", "Owner", "Of"].map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${page.entries.map((one) => html`<tr key=${one.id}><td>${dateTime(one.at)}</td><td>${one.actor}</td><td>${words(one.action)}</td><td>${one.owner}</td><td>${one.subject}</td></tr>`)}</tbody></table><//>
    ${page.entries.length === 0 && html`<p class="muted">Nothing was changed yet.</p>`}
    <${Pager} cursor=${cursor} next=${page.next_cursor} onCursor=${setCursor} />`}<//><//>`;
}
