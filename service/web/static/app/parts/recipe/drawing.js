// Drawings of kinds of models, for recipes without a figure of their own.
import { html } from "../../core/html.js";

const line = ([x1, y1], [x2, y2], key) => html`<line key=${key} x1=${x1} y1=${y1} x2=${x2} y2=${y2} />`;
const dot = ([x, y], key) => html`<circle key=${key} cx=${x} cy=${y} r="5" class="unit" />`;
const column = (x, n) => Array.from({ length: n }, (_, index) => [x, 60 + (index - (n - 1) / 2) * 20]);
const box = (x, y, width, height, key) => html`<rect key=${key} x=${x} y=${y} width=${width} height=${height} rx="3" class="unit" />`;

function Dense() {
  const columns = [column(50, 4), column(100, 5), column(150, 3)];
  const lines = columns.slice(1).flatMap((right, index) => columns[index].flatMap((from) => right.map((to) => [from, to])));
  return html`${lines.map(([from, to], index) => line(from, to, index))}${columns.flat().map(dot)}`;
}

const Convolutions = () => html`${[0, 1, 2].map((index) => box(30 + 8 * index, 25 + 8 * index, 46, 46, index))}${[0, 1,
  2].map((index) => box(105 + 7 * index, 38 + 7 * index, 26, 26, `s${index}`))}${line([92, 60], [102, 60])}${column(170, 3).map(dot)}${line([150, 60],
    [163, 60], "l")}`;

const Recurrent = () => html`${[0, 1, 2, 3].map((index) => html`${box(22 + 44 * index, 48, 26, 26, index)}${line([35 + 44 * index, 100],
  [35 + 44 * index, 74], `i${index}`)}${index < 3 && line([48 + 44 * index, 61], [66 + 44 * index, 61], `n${index}`)}`)}${line([167, 48], [167, 22],
    "out")}${dot([167, 20], "end")}`;

const Letters = () => html`${["a", "b", "c", "…", "?"].map((letter, index) => html`<text key=${letter} x=${28 + 36 * index}
  y="68">${letter}</text>`)}${line([22, 82], [142, 82])}`;

const Graph = () => html`${line([100, 28], [62, 58], 1)}${line([100, 28], [138, 58], 2)}${line([62, 62], [100, 94], 3)}${line([138, 62], [100, 94],
  4)}${box(84, 16, 32, 16, "a")}${box(46, 52, 32, 16, "b")}${box(122, 52, 32, 16, "c")}${box(84, 88, 32, 16, "d")}`;

const Points = () => html`<path d="M20 90 C70 30 120 100 180 35" />${[[40, 40], [60, 30], [85, 45], [110, 38]].map(dot)}${[[80, 95], [105, 100], [140,
  85], [160, 95]].map(([x, y]) => box(x - 5, y - 5, 10, 10, x))}`;

const DRAWINGS = { sklearn: Points, dense: Dense, cnn: Convolutions, rnn: Recurrent, text: Letters, functional: Graph };

/** @param {object} props group: the group of a recipe. */
export function KindDrawing({ group }) {
  const Drawn = DRAWINGS[group] || Graph;
  return html`<svg viewBox="0 0 200 120" aria-hidden="true" focusable="false"><${Drawn} /></svg>`;
}
