// The layers of a network as a graph, from the inputs at the top to the outputs: an SVG whose boxes are buttons.
import { html, useEffect, useState } from "../../core/html.js";
import { integer } from "../../core/format.js";
import { laidOut } from "../../core/graph_layout.js";
import { Spinner } from "../problem.js";

const WIDTH = 190;
const HEIGHT = 58;
const ZOOMS = [0.5, 0.7, 1, 1.4, 2];

/** @param {object} props numbers: those of the plot "network" (boxes, arrows, outputs); chosen: name of a box; onChoose: called with a name. */
export function Diagram({ numbers, chosen, onChoose }) {
  const [layout, setLayout] = useState(null);
  const [zoom, setZoom] = useState(2);
  useEffect(() => {
    let current = true;
    const nodes = numbers.boxes.map((box) => ({ id: box.name, width: WIDTH, height: HEIGHT }));
    const edges = numbers.arrows.map(([from, to]) => [numbers.boxes[from].name, numbers.boxes[to].name]);
    laidOut(nodes, edges).then((found) => current && setLayout(found));
    return () => { current = false; };
  }, [numbers]);
  if (!layout) return html`<${Spinner} label="Drawing the network" />`;
  const scale = ZOOMS[zoom];
  const outputs = new Set(numbers.outputs.map((index) => numbers.boxes[index].name));
  return html`<p class="actions"><button class="quiet icon" aria-label="Smaller" disabled=${zoom === 0} onClick=${() => setZoom(zoom - 1)}>−</button>
      <button class="quiet icon" aria-label="Larger" disabled=${zoom === ZOOMS.length - 1} onClick=${() => setZoom(zoom + 1)}>+</button></p>
    <div class="diagram" tabindex="0" role="group" aria-label="Diagram of the layers; Tab goes from layer to layer">
      <svg width=${layout.width * scale} height=${layout.height * scale} viewBox=${`0 0 ${layout.width} ${layout.height}`}>
        <defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" class="head" /></marker></defs>
        ${layout.edges.map((edge) => html`<path key=${`${edge.from}>${edge.to}`} class="edge" d=${line(edge.points)} marker-end="url(#arrow)" />`)}
        ${numbers.boxes.map((box) => html`<${Box} key=${box.name} box=${box} at=${layout.nodes.get(box.name)} isOutput=${outputs.has(box.name)} isChosen=${box.name === chosen} onChoose=${onChoose} />`)}
      </svg></div>`;
}

function Box({ box, at, isOutput, isChosen, onChoose }) {
  const said = [`${box.name}, ${box.layer}`, `gives ${shapeOf(box.shape)}`, weightsOf(box), isOutput && "an output"].filter(Boolean).join(", ");
  const pressed = (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); onChoose(box.name); } };
  return html`<g class=${`box${isChosen ? " chosen" : ""}${isOutput ? " output" : ""}${box.layer === "Input" ? " input" : ""}`} role="button" tabindex="0" aria-pressed=${isChosen}
      transform=${`translate(${at.x - WIDTH / 2} ${at.y - HEIGHT / 2})`} onClick=${() => onChoose(box.name)} onKeyDown=${pressed}>
    <title>${said}</title><rect width=${WIDTH} height=${HEIGHT} rx="6" />
    <text x="10" y="18" class="name">${short(box.name, 22)}</text><text x="10" y="34">${short(`${box.layer}${box.layers > 1 ? `, ${box.layers} layers` : ""}`, 26)}</text>
    <text x="10" y="50" class="soft">${short(`${shapeOf(box.shape)}${box.parameters ? `, ${integer(box.parameters)} weights` : ""}`, 30)}</text></g>`;
}

const line = (points) => points.map(({ x, y }, index) => `${index ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
const short = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** A shape as text: 28 × 28 × 1; a size that varies is a question mark. */
export const shapeOf = (shape) => shape.map((size) => size ?? "?").join(" × ") || "one number";

/** How many weights a layer has, and how many of them were trained. */
export const weightsOf = (box) => {
  if (box.shares) return `the weights of ${box.shares}`;
  if (!box.parameters) return "no weights";
  const frozen = box.parameters - box.trainable;
  return `${integer(box.parameters)} weights${frozen ? `, ${integer(frozen)} of them not trained` : ""}`;
};
