// Text models: how well they know the next symbol, its probabilities at several temperatures, and texts that they write.
import { html, useState } from "../../../core/html.js";
import { modelPath, post } from "../../../core/api.js";
import { useAction } from "../../../core/data.js";
import { integer, number, percent } from "../../../core/format.js";
import { Card, Facts } from "../../bits.js";
import { Chart } from "../../chart.js";
import { ActionError } from "../../problem.js";
import { Probabilities } from "../../probabilities.js";
import { NumbersBehind, usePlotNumbers } from "../plots.js";

const TEMPERATURES = [0.3, 0.7, 1.2];
/** Symbols of each text. */
const LENGTH = 120;

export default function Generation({ model, evaluation, plots }) {
  const report = evaluation?.generation;
  return html`${
    report &&
    html`<${Card} title=${`On the ${evaluation.part} part`}><${Facts} items=${[
      ["windows", integer(report.n_samples)],
      ["perplexity", number(report.perplexity)],
      ["symbols of the vocabulary", integer(report.n_symbols)],
      ["next symbol right", percent(report.accuracy)],
      ["loss", number(report.loss)],
    ]} />
      <p class="muted">A perplexity of ${number(report.perplexity, 3)} means: the model is as unsure as if the next symbol were one of ${number(report.perplexity, 3)} equally likely ones, of ${integer(report.n_symbols)}.</p><//>`
  }
    <div class="columns"><${Perplexity} plots=${plots} /><${NextSymbols} plots=${plots} /></div><${Texts} model=${model} />`;
}

function Perplexity({ plots }) {
  const { plot, numbers, caption, answer } = usePlotNumbers(plots, "perplexity");
  if (!numbers || numbers.epochs.length < 2) return null;
  const series = ["training", "validation"].filter((part) => numbers[part]).map((part) => ({ name: part, values: numbers[part].values }));
  return html`<${Card} title="Perplexity by epoch"><p class="muted">${caption}</p><${Chart} x=${numbers.epochs} series=${series} xLabel="epoch" yLabel="perplexity"
    label="Perplexity by epoch" /><${NumbersBehind} plot=${plot} answer=${answer} /><//>`;
}

function NextSymbols({ plots }) {
  const { plot, numbers, caption, answer } = usePlotNumbers(plots, "next-symbols");
  const [chosen, setChosen] = useState(null);
  if (!numbers) return null;
  const normal = numbers.temperatures.indexOf(1);
  const at = chosen ?? Math.max(0, normal);
  const shown = Object.fromEntries(numbers.symbols.map((symbol, index) => [visible(symbol), numbers.probabilities[at][index]]));
  return html`<${Card} title="Next symbol" actions=${html`<label>Temperature <select value=${at}
    onChange=${(event) => setChosen(Number(event.target.value))}>${numbers.temperatures.map(
      (value, index) => html`<option key=${value}
      value=${index}>${value}</option>`,
    )}</select></label>`}>
    <p class="muted">${caption}</p><p class="text-sample">${numbers.text}<b>▯</b></p><${Probabilities} probabilities=${shown} /><${NumbersBehind} plot=${plot}
      answer=${answer} /><//>`;
}

const NAMES = { " ": "space", "\n": "new line", "\t": "tab" };
const visible = (symbol) => NAMES[symbol] || symbol;

/** The same beginning, continued at several temperatures. */
function Texts({ model }) {
  const [texts, setTexts] = useState([]);
  const [write, { busy, error }] = useAction(async () => {
    setTexts([]);
    let window = null;
    for (const temperature of TEMPERATURES) {
      const answer = await post(`${modelPath(model.ref)}/generate`, {
        json: { length: LENGTH, temperature, ...(window === null ? {} : { seed: window, unknown: "drop" }) },
      });
      window ??= answer.seed ?? answer.window;
      setTexts((old) => [...old, { temperature, ...answer }]);
    }
  });
  return html`<${Card} title="Texts that it writes" actions=${html`<button class="second" onClick=${write}
    disabled=${busy}>${texts.length ? "Write others" : "Write some"}</button>`}>
    <p class="muted">One beginning from the training text, continued at the temperatures ${TEMPERATURES.join(", ")}. The playground lets you choose both.</p><${ActionError} error=${error} />
    <div aria-live="polite">${texts.map(
      (one) => html`<section key=${one.temperature}><h3>Temperature ${one.temperature}</h3><p class="text-sample"><span
      class="muted">${one.seed ?? one.window}</span>${one.text}</p></section>`,
    )}</div><//>`;
}
