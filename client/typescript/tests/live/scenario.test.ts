import assert from "node:assert/strict";
import { before, test } from "node:test";
import { createModelbook, type Dataset, type Job, type JobEvent, type JobRequest, ModelbookError, unwrap } from "../../src/index.ts";
import { apiKey, baseUrl, digits, images, ROWS, TABLE } from "./service.ts";

/** Name of the model, by how its job is followed. */
const NAME = typeof EventSource === "undefined" ? "fruit-by-fetch" : "fruit-by-event-source";
const mb = createModelbook({ baseUrl, ...(apiKey !== undefined && { apiKey }) });

let dataset: Dataset;
let job: Job;

before(async () => {
  dataset = await mb.upload(new Blob([TABLE], { type: "text/csv" }), { fileName: "fruit.csv", name: "fruit" });
  const request: JobRequest = {
    spec: {
      data: { source: dataset.source, target: "kind" },
      model: { kind: "sklearn", steps: [{ estimator: "StandardScaler" }, { estimator: "LogisticRegression" }] },
    },
    name: NAME,
  };
  job = await mb.submit(request);
});

test("an uploaded table is described", () => {
  assert.deepEqual([dataset.name, dataset.n_samples, dataset.columns.map(({ name }) => name)], ["fruit", 60, ["weight", "length", "kind"]]);
});

test("a job is polled until it has ended", async () => {
  do {
    job = await unwrap(mb.api.GET("/v1/jobs/{job_id}", { params: { path: { job_id: job.id }, query: { wait: 5 } } }));
  } while (job.state === "queued" || job.state === "running");
  assert.deepEqual([job.state, job.error, job.model], ["succeeded", null, `${NAME}@1`]);
});

test("its events are followed to the end", async () => {
  const events: JobEvent[] = [];
  const ended = await mb.watch(job.id, { onEvent: (event) => events.push(event) });
  assert.equal(ended.state, "succeeded");
  const states = events.flatMap((event) => (event.event === "state" ? [event.data.state] : []));
  assert.deepEqual(states, ["queued", "running", "succeeded"]);
  assert.ok(events.some((event) => event.event === "model" && event.data.model === `${NAME}@1`));
});

test("rows are predicted", async () => {
  const found = await mb.predict(NAME, ROWS);
  assert.equal(found.model, `${NAME}@1`);
  assert.ok(found.kind === "classification");
  assert.deepEqual(
    found.predictions.map(({ label }) => label),
    ["cherry", "melon"],
  );
});

test("a CSV file is predicted", async () => {
  const found = await mb.predict(NAME, new Blob(["weight,length\n42,30\n"], { type: "text/csv" }));
  assert.ok(found.kind === "classification");
  assert.equal(found.predictions[0]?.label, "melon");
});

test("one image and three images are predicted alike", async () => {
  const files = await images();
  const [first] = files;
  assert.ok(first);
  const one = await mb.predict(digits, first);
  const three = await mb.predict(digits, files);
  assert.ok(one.kind === "classification" && three.kind === "classification");
  assert.deepEqual([one.predictions.length, three.predictions.length], [1, 3]);
  assert.equal(one.predictions[0]?.label, three.predictions[0]?.label);
});

test("the file of a model is downloaded", async () => {
  const file = await mb.download(NAME);
  assert.equal(await file.slice(1, 4).text(), "HDF");
});

test("a refused job is an error with pointers", async () => {
  const refused: JobRequest = { spec: { data: { source: "irsi" }, model: { kind: "sklearn", steps: [{ estimator: "LogisticRegression" }] } } };
  const error = await mb.submit(refused).catch((caught: unknown) => caught);
  assert.ok(error instanceof ModelbookError);
  assert.deepEqual([error.status, error.errors[0]?.pointer], [422, "/spec/data/source"]);
  assert.match(error.errors[0]?.detail ?? "", /got "irsi"$/);
});
