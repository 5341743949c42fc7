// The plane of two features from above: the predicted class or value at each point, with the data, zoom, and the values at a chosen point.
import { html, useEffect, useState } from "../../core/html.js";
import { count, number } from "../../core/format.js";
import { useLatest } from "../../core/latest.js";
import { cividis, token } from "../../core/theme.js";
import { drawGrid, regionColour, shadesOf } from "../grid_image.js";
import { MarkKey, drawMarks, drawPointer, radiusFor } from "../marks.js";
import { Plane } from "../plane.js";
import { Probabilities } from "../probabilities.js";
import { ActionError } from "../problem.js";
import { drawRegionNames } from "./region_names.js";
import { predicted } from "./samples.js";
import { drawnRange, useSurface } from "./surface_data.js";

/** Points of the grid along each axis; a smaller view has them closer together. */
const STEPS = 140;

/**
 * @param {object} props model; plane: of planeOf; view, home, onView; quantity: one of quantitiesOf; samples: ClassPoints of the figure "decision-regions", or
 *   null.
 */
export function Plain({ model, plane, view, home, onView, quantity, samples }) {
  const { grid, busy, error } = useSurface(model, plane, { view, method: quantity.method, steps: STEPS });
  const [withData, setWithData] = useState(true);
  const [point, setPoint] = useState(null);
  const ready = grid && grid.method === quantity.method ? grid : null;
  const values = ready && quantity.of(ready.values);
  const range = values && !quantity.isClass ? drawnRange(quantity, values) : null;
  const classes = ready && quantity.isClass ? classesOf(ready.labels, values) : [];
  const draw = (context, scale) => {
    if (values) drawGrid(context, scale, ready.view, values, quantity.isClass ? regionColour : shadesOf(range));
    if (withData && samples) drawSamples(context, scale, samples);
    if (values && quantity.isClass) drawRegionNames(context, scale, { view: ready.view, values, nameOf: (value) => nameOf(ready.labels, value) });
    if (point) drawPointer(context, scale, point);
  };
  return html`<${Plane} view=${view} home=${home} onView=${onView} draw=${draw} onPick=${(x, y) => setPoint([x, y])} xLabel=${plane.names[0]} yLabel=${plane.names[1]}
    deps=${[values, withData, point, samples]}
      label=${`${quantity.title} over two features${quantity.isClass ? `, classes ${classes.map(({ name }) => name).join(", ")}` : range ? `, from ${number(range[0])} to ${number(range[1])}` : ""}.`} />
    <p class="muted small"
      aria-live="polite">${busy ? "Asking the model …" : `${STEPS} × ${STEPS} points are predicted within this view.`} Drag a rectangle, or click and turn the wheel, to zoom.
      ${values?.some((row) => row.includes(null)) && " Grey points have no finite value."}</p>
    <${ActionError} error=${error} />
    ${quantity.isClass ? html`<${MarkKey} items=${classes} />` : range && html`<${Shades} range=${range} />`}
    ${
      samples &&
      html`<p><label><input type="checkbox" checked=${withData} onChange=${(event) => setWithData(event.target.checked)} /> data</label> <span
      class="muted">${said(samples)}</span></p>`
    }
    <${AtPoint} key=${model.ref} model=${model} plane=${plane} view=${view} point=${point} onPoint=${setPoint} />`;
}

const nameOf = (labels, value) => (labels ? String(labels[value]) : value < 0 ? "in none" : `cluster ${value}`);

/** The classes that occur, for the key. */
function classesOf(labels, values) {
  const found = [...new Set(values.flat())].sort((a, b) => a - b);
  return found.map((value) => ({ name: nameOf(labels, value), index: Math.max(0, value), ...(value < 0 ? { colour: "var(--ink-soft)" } : {}) }));
}

function said({ groups, n_samples: total }) {
  const drawn = groups.reduce((sum, group) => sum + group.points.length, 0);
  const test = groups.some((group) => group.part === "test") ? "; those of the test part are hollow" : "";
  return `${drawn < total ? `${drawn} of ${count(total, "sample")}` : count(total, "sample")}${test}`;
}

function drawSamples(context, scale, { classes, groups, n_samples: total }) {
  for (const group of groups) {
    const points = group.points.filter(([x, y]) => x !== null && y !== null).map(([x, y]) => [scale.x(x), scale.y(y)]);
    drawMarks(context, points, {
      index: Math.max(0, classes.indexOf(group.label)),
      radius: radiusFor(total),
      hollow: group.part === "test",
      ...(group.label === null ? { colour: token("--ink") } : {}),
    });
  }
}

const Shades = ({ range }) => html`<p class="colour-scale"><span>${number(range[0])}</span><svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
  ${Array.from(
    { length: 50 },
    (_, at) => html`<rect key=${at} x=${2 * at} width="2.1" height="4"
    style=${{ fill: `rgb(${cividis(at / 49).join()})` }} />`,
  )}</svg><span>${number(range[1])}</span></p>`;

/** The prediction at a point, which is clicked or typed. */
function AtPoint({ model, plane, view, point, onPoint }) {
  const [input] = Object.keys(model.signature.inputs);
  const { names } = plane;
  const { ask, answer, error } = useLatest(async (at) => ({ at, said: (await predicted(model, [{ [input]: plane.row(at) }]))[0] }));
  useEffect(() => {
    if (point) ask(point);
  }, [point]);
  const middle = [(view.x[0] + view.x[1]) / 2, (view.y[0] + view.y[1]) / 2];
  const submit = (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    onPoint([Number(form.get("x")), Number(form.get("y"))]);
  };
  return html`<form class="at-point" onSubmit=${submit}>
    ${["x", "y"].map(
      (axis, index) => html`<label key=${axis}>${names[index]} <input name=${axis} type="number" step="any" required
      value=${number6(point ? point[index] : middle[index])} /></label>`,
    )}
    <button class="second">Value here</button></form>
    <div aria-live="polite" class="said-here">${
      answer &&
      html`<p><b>${saidOf(answer.said)}</b> at ${names[0]} ${number(answer.at[0])}, ${names[1]} ${number(answer.at[1])}</p>
      ${answer.said.probabilities && html`<${Probabilities} probabilities=${answer.said.probabilities} />`}`
    }</div><${ActionError} error=${error} />`;
}

const number6 = (value) => Number(value.toPrecision(5));

function saidOf(prediction) {
  if ("label" in prediction) return String(prediction.label);
  if ("cluster" in prediction) return `cluster ${prediction.cluster}`;
  return typeof prediction.value === "object" && prediction.value !== null ? JSON.stringify(prediction.value) : number(prediction.value);
}
