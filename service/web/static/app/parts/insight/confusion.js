// The confusion matrix as a heat map of buttons: rows are true classes, columns predicted ones; the diagonal, what is right, has its own colour and frame.
import { html, useRef, useState } from "../../core/html.js";
import { count, integer, percent } from "../../core/format.js";
import { Card, Scroll } from "../bits.js";
import { Behind } from "./behind.js";
import { SortedTable } from "./table.js";

/** Classes that are shown at once. */
const MOST = 20;

/**
 * @param {object} props report: a ClassificationReport; chosen: {true, predicted} as positions of labels, or null; onChoose(true, predicted): called with positions.
 */
export function Confusion({ report, chosen, onChoose }) {
  const [shares, setShares] = useState(false);
  const matrix = report.confusion_matrix;
  if (matrix === null) return html`<${Card} title="Confusion matrix"><p>There is none above 1,000 classes; this model has ${integer(report.labels.length)}.</p><//>`;
  const shown = worst(matrix);
  const actions = html`<label><input type="checkbox" checked=${shares} onChange=${(event) => setShares(event.target.checked)} /> shares of each row</label>`;
  return html`<${Card} title="Confusion matrix" actions=${actions}>
    <p class="muted">Each row is a true class, each column what the model said. A cell shows its samples below.
      ${shown.length < matrix.length && ` Of ${count(matrix.length, "class", "classes")} the ${shown.length} with the most errors are shown; the table has all pairs.`}</p>
    <${Matrix} report=${report} shown=${shown} shares=${shares} chosen=${chosen} onChoose=${onChoose} />
    <${Behind} summary="Confusions by their number"><${Pairs} report=${report} onChoose=${onChoose} /><//>
  <//>`;
}

/** Return the positions of the classes with the most errors, in the order of the labels. */
function worst(matrix) {
  const errors = matrix.map((row, at) => row.reduce((sum, n, column) => (column === at ? sum : sum + n + matrix[column][at]), 0));
  const positions = matrix.map((_, at) => at);
  return positions
    .sort((a, b) => errors[b] - errors[a])
    .slice(0, MOST)
    .sort((a, b) => a - b);
}

function Matrix({ report, shown, shares, chosen, onChoose }) {
  const { labels, confusion_matrix: matrix } = report;
  const table = useRef(null);
  const long = shown.some((row) => String(labels[row]).length > 4);
  const most = Math.max(1, ...shown.map((row) => Math.max(0, ...shown.filter((column) => column !== row).map((column) => matrix[row][column]))));
  const first = chosen && shown.includes(chosen.true) && shown.includes(chosen.predicted) ? chosen : { true: shown[0], predicted: shown[0] };
  return html`<${Scroll} label="Confusion matrix"><table class="confusion" role="grid" aria-label="Confusion matrix, rows true, columns predicted" ref=${table}
    onKeyDown=${(event) => move(event, table.current)}>
    <thead><tr><th scope="col" class="corner">true ↓<br />said →</th>${shown.map(
      (column) => html`<th key=${column}
      scope="col" class=${long ? "long" : null} title=${String(labels[column])}><span>${String(labels[column])}</span></th>`,
    )}</tr></thead>
    <tbody>${shown.map(
      (row) =>
        html`<tr key=${row}><th scope="row">${String(labels[row])}</th>${shown.map(
          (column) => html`<${Cell} key=${column}
      n=${matrix[row][column]} total=${sum(matrix[row])} most=${most} shares=${shares} right=${row === column} names=${[labels[row], labels[column]]}
      pressed=${chosen?.true === row && chosen?.predicted === column} first=${first.true === row && first.predicted === column}
        onClick=${() => onChoose(row, column)} />`,
        )}</tr>`,
    )}</tbody>
  </table><//>`;
}

const sum = (numbers) => numbers.reduce((total, n) => total + n, 0);

function Cell({ n, total, most, shares, right, names, pressed, first, onClick }) {
  const share = total ? n / total : 0;
  // The root lets single errors be seen beside hundreds.
  const strength = right ? 0.25 + 0.75 * share : Math.sqrt(n / most);
  const text = shares ? (n ? percent(share, share > 0.995 || share < 0.0995 ? 1 : 0).replace(" %", "") : "") : n ? integer(n) : "";
  return html`<td role="gridcell"><button class=${right ? "cell right" : "cell wrong"} style=${{ "--strength": `${Math.round(45 * strength)}%` }}
    aria-pressed=${pressed} tabindex=${first ? 0 : -1}
    aria-label=${`true ${names[0]}, predicted ${names[1]}: ${integer(n)}${shares ? ` (${text || 0} % of the row)` : ""}`} onClick=${onClick}>${text}</button></td>`;
}

/** Move the focus by the arrow keys: only one cell is in the order of the tab key. */
function move(event, table) {
  const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
  const cell = event.target.closest("td");
  if (!step || !cell) return;
  event.preventDefault();
  const next = table.rows[cell.parentElement.rowIndex + step[0]]?.cells[cell.cellIndex + step[1]]?.querySelector("button");
  next?.focus();
}

function Pairs({ report, onChoose }) {
  const { labels, confusion_matrix: matrix } = report;
  const pairs = matrix.flatMap((row, one) =>
    row.map((n, other) => ({ one, other, n, share: n / Math.max(1, sum(row)) })).filter((pair) => pair.n && pair.one !== pair.other),
  );
  return html`<${SortedTable} caption="Confused classes" rows=${pairs} sort=${2} descending=${true} columns=${[
    { title: "True", value: (pair) => String(labels[pair.one]) },
    { title: "Predicted", value: (pair) => String(labels[pair.other]) },
    {
      title: "Samples",
      number: true,
      value: (pair) => pair.n,
      show: (pair) =>
        html`<button class="quiet" onClick=${() => onChoose(pair.one, pair.other)}
          aria-label=${`Show the ${pair.n} samples of ${labels[pair.one]} predicted as ${labels[pair.other]}`}>${integer(pair.n)}</button>`,
    },
    { title: "of the class", number: true, value: (pair) => pair.share, show: (pair) => percent(pair.share) },
  ]} />`;
}
