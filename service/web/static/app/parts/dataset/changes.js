// What another reading of a file has changed: columns whose type, number of missing values or classes differ.
import { html } from "../../core/html.js";
import { useData } from "../../core/data.js";
import { count, integer } from "../../core/format.js";
import { to } from "../../core/route.js";
import { Card, Scroll } from "../bits.js";

const described = (column) => (column ? `${column.type}, ${integer(column.n_missing)} missing` : "not there");

/** @param {object} props upload: the data set now; from: id of the one that it was read again from. */
export function Changes({ upload, from }) {
  const earlier = useData(`v1/datasets/${from}`);
  const before = earlier.data?.upload;
  if (!before) return null;
  const rows = differences(before, upload);
  return html`<${Card} title="What changed" id="changes">${rows.length
    ? html`<${Scroll} label="What changed"><table class="changes"><thead><tr><th scope="col">What</th><th scope="col"><a href=${to("data", from)}>Before</a></th><th scope="col">Now</th></tr></thead>
      <tbody>${rows.map(([name, old, now]) => html`<tr key=${name}><th scope="row">${name}</th><td>${old}</td><td>${now}</td></tr>`)}</tbody></table><//>`
    : html`<p>Values, columns and types are the same as before.</p>`}<//>`;
}

function differences(before, now) {
  const names = [...new Set([...before.columns, ...now.columns].map(({ name }) => name))];
  const columns = names.map((name) => [name, ...[before, now].map(({ columns: all }) => described(all.find((one) => one.name === name)))]);
  const counts = [["samples", count(before.n_samples, "sample"), count(now.n_samples, "sample")], ["classes", ...[before, now].map(({ classes }) => count(classes.length, "class", "classes"))]];
  const doubts = ["doubts", ...[before, now].map(({ doubts: open }) => count(open.length, "doubt"))];
  return [...counts, ...columns, doubts].filter(([, old, other]) => old !== other);
}
