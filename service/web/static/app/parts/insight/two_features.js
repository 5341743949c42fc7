// What a model says at each point of the plane of two features: regions or shades with the data over them, and the same values as a surface in space.
import { html, useEffect, useMemo, useState } from "../../core/html.js";
import { Card } from "../bits.js";
import { Spinner } from "../problem.js";
import { Plain } from "./plain_view.js";
import { viewRound } from "../plane.js";
import { usePlotNumbers } from "./plots.js";
import { spreadSamples } from "./samples.js";
import { InSpace } from "./surface.js";
import { featureCount, planeOf, quantitiesOf } from "./surface_data.js";

/** @param {object} props model; plots: of usePlots. Draws nothing for models of other inputs than rows of numbers. */
export function TwoFeatures({ model, plots }) {
  const n = featureCount(model);
  if (n < 2) return null;
  return n === 2 ? html`<${OfTwo} model=${model} plots=${plots} />` : html`<${OfMany} model=${model} />`;
}

function OfTwo({ model, plots }) {
  const regions = usePlotNumbers(plots, "decision-regions");
  const surface = usePlotNumbers(plots, "surface");
  const some = useSome(model, !regions.loading && !regions.numbers);
  const waits = regions.loading || surface.loading || some.loading;
  const plane = useMemo(() => planeOf(model, [0, 1], null), [model.ref]);
  const samples = regions.numbers?.samples || (some.found && pointsOf(some.found, plane.features));
  const home = useMemo(() => (waits ? null : homeOf(regions.numbers, surface.numbers, samples)), [waits]);
  if (!home) return html`<${Spinner} label="Looking for the samples to draw" />`;
  return html`<${OverPlane} model=${model} plane=${plane} samples=${samples} home=${home} />`;
}

/** Two features of many, which are chosen; all others stay at their medians. */
function OfMany({ model }) {
  const some = useSome(model, true);
  const [features, setFeatures] = useState([0, 1]);
  const shown = useMemo(() => {
    if (!some.found) return null;
    const plane = planeOf(model, features, mediansOf(some.found.samples));
    const samples = pointsOf(some.found, features);
    return { plane, samples, home: viewRound(samples.groups[0].points, 0.12) };
  }, [some.found, features]);
  if (some.loading) return html`<${Spinner} label="Looking for the samples to draw" />`;
  // Without samples there is no range to draw over.
  if (!shown) return null;
  const choose = (axis) => (event) => setFeatures((old) => old.map((feature, index) => (index === axis ? Number(event.target.value) : feature)));
  const choice = (axis, title) =>
    html`<label>${title} <select value=${features[axis]} onChange=${choose(axis)}>${shown.plane.all.map(
      (name, index) => html`<option
    key=${index} value=${index} disabled=${index === features[1 - axis]}>${name}</option>`,
    )}</select></label>`;
  return html`<div class="stack"><p class="actions pair">${choice(0, "To the right")} ${choice(1, "Upward")} <span
    class="muted">All other features stay at their medians.</span></p>
    <${OverPlane} key=${features.join()} model=${model} ...${shown} /></div>`;
}

/**
 * What a model says over two of its features.
 * @param {object} props model; plane: of planeOf; samples: ClassPoints, or null; home: the view at first.
 */
function OverPlane({ model, plane, samples, home }) {
  const [view, setView] = useState(null);
  const [showing, setShowing] = useState(null);
  const quantities = quantitiesOf(model);
  const quantity = quantities.find(({ id }) => id === showing) || quantities[0];
  const numeric = quantities.filter((one) => !one.isClass);
  const shared = { model, plane, view: view || home, home };
  return html`<div class="columns">
    <${Card} title=${quantity.isClass ? "Decision regions" : "Values over the plane"} actions=${html`<${Choice} label="Show" quantities=${quantities}
      value=${quantity.id} onChange=${setShowing} />`}>
      <${Plain} ...${shared} onView=${setView} quantity=${quantity} samples=${samples} /><//>
    ${numeric.length > 0 && html`<${Spatial} ...${shared} quantities=${numeric} first=${numeric.find((one) => one.id === "sure")} />`}
  </div>`;
}

function Spatial({ quantities, first, ...shared }) {
  const [showing, setShowing] = useState(null);
  // Of two classes the second stands for both; of more, how sure the model is.
  const quantity =
    quantities.find(({ id }) => id === showing) ||
    (quantities.some(({ id }) => id === "probability-2") ? first : quantities.find(({ id }) => id === "probability-1")) ||
    quantities[0];
  return html`<${Card} title="Surface in space" actions=${html`<${Choice} label="Height" quantities=${quantities} value=${quantity.id}
    onChange=${setShowing} />`}><${InSpace} ...${shared} quantity=${quantity} /><//>`;
}

const Choice = ({ label, quantities, value, onChange }) => html`<label>${label} <select value=${value} onChange=${(event) => onChange(event.target.value)}>
  ${quantities.map(({ id, title }) => html`<option key=${id} value=${id}>${title}</option>`)}</select></label>`;

/** Return the view at first: that of the figures, which is round the data. */
function homeOf(regions, surface, samples) {
  const range = regions?.near.range || surface?.range;
  if (range) return { x: range.x, y: range.y };
  return samples ? viewRound(samples.groups[0].points, 0.12) : { x: [-1, 1], y: [-1, 1] };
}

/** Samples of the training part; without a right to look at the data there are none. */
function useSome(model, wanted) {
  const [state, setState] = useState({ found: null, loading: true });
  useEffect(() => {
    if (!wanted) return undefined;
    let current = true;
    spreadSamples(model, "train").then(
      (found) => current && setState({ found, loading: false }),
      () => current && setState({ found: null, loading: false }),
    );
    return () => {
      current = false;
    };
  }, [model.ref, wanted]);
  return wanted ? state : { found: null, loading: false };
}

const rowOf = (sample) => Object.values(sample.raw.inputs)[0];

const pointsOf = ({ samples, n_samples: total }, features) => ({
  classes: [],
  n_samples: total,
  groups: [{ part: "training", label: null, points: samples.map((sample) => features.map((feature) => rowOf(sample)[feature])) }],
});

/** The median of each column; gaps are passed over. */
function mediansOf(samples) {
  return rowOf(samples[0]).map((_, column) => {
    const values = samples
      .map((sample) => rowOf(sample)[column])
      .filter(Number.isFinite)
      .sort((a, b) => a - b);
    return values.length ? values[Math.floor(values.length / 2)] : 0;
  });
}
