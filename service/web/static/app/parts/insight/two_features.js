// What a model of two features says at each point of their plane: regions or shades with the data over them, and the same values as a surface in space.
import { html, useEffect, useMemo, useState } from "../../core/html.js";
import { Card } from "../bits.js";
import { Plain } from "./plain_view.js";
import { viewRound } from "./plane.js";
import { usePlotNumbers } from "./plots.js";
import { samplesFrom } from "./samples.js";
import { InSpace } from "./surface.js";
import { featureNames, hasTwoFeatures, quantitiesOf } from "./surface_data.js";

/** Samples of the training part that are drawn: some from each of as many places, since data may be in order. */
const [FEW, PLACES] = [25, 4];

/** @param {object} props model; plots: of usePlots. Draws nothing for models of other than two features. */
export const TwoFeatures = (props) => (hasTwoFeatures(props.model) ? html`<${OverPlane} ...${props} />` : null);

function OverPlane({ model, plots }) {
  const regions = usePlotNumbers(plots, "decision-regions");
  const surface = usePlotNumbers(plots, "surface");
  const some = useSome(model, !regions.loading && !regions.numbers);
  const waits = regions.loading || surface.loading || some.loading;
  const samples = regions.numbers?.samples || some.samples;
  const home = useMemo(() => (waits ? null : homeOf(regions.numbers, surface.numbers, samples)), [waits]);
  const [view, setView] = useState(null);
  const [showing, setShowing] = useState(null);
  if (!home) return null;
  const quantities = quantitiesOf(model);
  const quantity = quantities.find(({ id }) => id === showing) || quantities[0];
  const numeric = quantities.filter((one) => !one.isClass);
  const shared = { model, names: featureNames(model), view: view || home, home };
  return html`<div class="columns">
    <${Card} title=${quantity.isClass ? "Decision regions" : "Values over the plane"} actions=${html`<${Choice} label="Show" quantities=${quantities}
      value=${quantity.id} onChange=${setShowing} />`}>
      <${Plain} ...${shared} onView=${setView} quantity=${quantity} samples=${samples} /><//>
    ${numeric.length > 0 && html`<${Spatial} ...${shared} quantities=${numeric} first=${numeric.length > 2 ? numeric.find((one) => one.id === "sure") : null} />`}
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

/** Samples of the training part, where there is no figure with points by class. */
function useSome(model, wanted) {
  const [state, setState] = useState({ samples: null, loading: true });
  useEffect(() => {
    if (!wanted) return undefined;
    let current = true;
    // Without a right to look at the data, the plane is drawn without them.
    someSamples(model).then(
      (samples) => current && setState({ samples, loading: false }),
      () => current && setState({ samples: null, loading: false }),
    );
    return () => {
      current = false;
    };
  }, [model.ref, wanted]);
  return wanted ? state : { samples: null, loading: false };
}

async function someSamples(model) {
  const first = await samplesFrom(model, "train", 0, FEW);
  const total = first.n_samples;
  const found = [...first.samples];
  for (let place = 1; place < PLACES && total > PLACES * FEW; place += 1)
    found.push(...(await samplesFrom(model, "train", Math.floor((place * total) / PLACES), FEW)).samples);
  return { classes: [], n_samples: total, groups: [{ part: "training", label: null, points: found.map((sample) => Object.values(sample.raw.inputs)[0]) }] };
}
