// Ready-made calls of a model, in the Python client, with curl and in TypeScript, with an example that the model takes.
import { quoted } from "../../core/shell.js";

/** The environment variable that has the key: the Python client reads it by itself. */
const KEY = "MODELBOOK_API_KEY";

/**
 * Return ready-made calls: [{id, title, calls: [{language, text}]}].
 * @param {object} about base: URL of the service, without a slash at its end; model: a model of the API; example: an entry of `inputs`;
 *   image: the same as a PNG file in base64, where the model takes images; withKey: whether the service requires keys.
 */
export function callsOf(about) {
  const kinds = Object.values(about.model.signature.outputs).map((output) => output.kind);
  if (kinds[0] === "generation") return [generation(about), streaming(about), prediction(about)];
  return kinds[0] === "forecasting" ? [prediction(about), forecast(about)] : [prediction(about)];
}

function prediction(about) {
  const { model, example, image } = about;
  const path = `/v1/models/${model.ref}/predict`;
  const sent = image ? "image" : "[input]";
  return {
    id: "predict",
    title: image ? "Predict on an image" : "Predict",
    calls: [
      { language: "Python", text: python(about, [image && "import base64"], [
        image ? `image = base64.b64decode("${image}")  # or the path of a file: "seven.png"` : `input = ${literal(example)}`,
        `print(model.predict(${sent}))`,
      ]) },
      { language: "curl", text: image
        ? `echo ${image} | base64 -d |\n  ${curl(about, path, "image/png", "@-", "--data-binary")}`
        : curl(about, path, "application/json", quoted(JSON.stringify({ inputs: [example] }))) },
      { language: "TypeScript", text: typescript(about, [
        image
          ? `const bytes = Uint8Array.from(atob("${image}"), (letter) => letter.charCodeAt(0));\n`
            + `const image = new Blob([bytes], { type: "image/png" }); // or a file, or a canvas`
          : `const input = ${JSON.stringify(example)};`,
        `console.log((await mb.predict("${model.ref}", ${sent})).predictions[0]);`,
      ]) },
    ],
  };
}

function forecast(about) {
  const series = about.example;
  const ask = { series, steps: 10 };
  return { id: "forecast", title: "Forecast the next steps", calls: posts(about, "forecast", ask, [`print(model.forecast(${literal(series)}, steps=10))`]) };
}

function generation(about) {
  const ask = asked(about);
  return { id: "generate", title: "Write on", calls: posts(about, "generate", ask, [
    `print(model.generate(${inPython(ask)}).whole_text)`,
  ]) };
}

/** What is asked of a text model: words of the example that are not in its vocabulary are replaced where it has a marker for them. */
function asked({ model, example }) {
  const hasMarker = Object.values(model.preprocessing.inputs)[0].some((step) => step.spec.unknown);
  return { seed: example, length: 100, temperature: 0.8, ...(hasMarker && { unknown: "replace" }) };
}

/** Write fields as arguments in Python. */
const inPython = ({ seed, ...options }) => [literal(seed), ...Object.entries(options).map(([name, value]) => `${name}=${literal(value)}`)].join(", ");

function streaming(about) {
  const ask = asked(about);
  return {
    id: "stream",
    title: "Write on, as a stream",
    calls: [
      { language: "Python", text: python(about, [], [
        `for symbol in model.generate(${inPython(ask)}, stream=True):`,
        "    print(symbol, end=\"\", flush=True)",
      ]) },
      { language: "curl", text: `${curl(about, `/v1/models/${about.model.ref}/generate`, "application/json",
        quoted(JSON.stringify(ask)))} \\\n  -N -H 'Accept: text/event-stream'` },
    ],
  };
}

/** Return the calls of an operation that takes JSON and gives an object. */
function posts(about, verb, ask, lines) {
  const template = `/v1/models/{ref}/${verb}`;
  return [
    { language: "Python", text: python(about, [], lines) },
    { language: "curl", text: curl(about, template.replace("{ref}", about.model.ref), "application/json", quoted(JSON.stringify(ask))) },
    { language: "TypeScript", text: typescript(about, [
      `const body = ${JSON.stringify(ask)};`,
      `const answer = await unwrap(mb.api.POST("${template}", { params: { path: { ref: "${about.model.ref}" } }, body }));`,
      "console.log(answer);",
    ], ["createModelbook", "unwrap"]) },
  ];
}

const python = ({ base, model, withKey }, imports, lines) => [
  ...imports.filter(Boolean), ...(imports.some(Boolean) ? [""] : []), "from modelbook import Client", "",
  `client = Client("${base}")${withKey ? `  # reads the key from ${KEY}` : ""}`, `model = client.models["${model.ref}"]`, ...lines,
].join("\n");

const curl = ({ base, withKey }, path, type, body, flag = "-d") => [
  `curl -sS '${base}${path}'`, ...(withKey ? [`  -H "Authorization: Bearer $${KEY}"`] : []), `  -H 'Content-Type: ${type}'`, `  ${flag} ${body}`,
].join(" \\\n");

const typescript = ({ base, withKey }, lines, names = ["createModelbook"]) => [
  `import { ${names.join(", ")} } from "modelbook-client";`, "",
  `const mb = createModelbook({ baseUrl: "${base}"${withKey ? `, apiKey: process.env.${KEY}` : ""} });`, ...lines,
].join("\n");

/** Write a value of JSON in Python. */
export function literal(value) {
  if (value === null || typeof value === "boolean") return { null: "None", true: "True", false: "False" }[String(value)];
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value === "object") return `{${Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}: ${literal(one)}`).join(", ")}}`;
  return JSON.stringify(value);
}
