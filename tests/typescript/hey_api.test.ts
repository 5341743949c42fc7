import assert from "node:assert/strict";
import { before, test } from "node:test";
import * as sdk from "./modelbook";
import { client } from "./modelbook/client.gen";
import { apiKey, baseUrl, digits, images, ROWS, TABLE } from "./service";

client.setConfig({ baseUrl, ...(apiKey !== undefined && { auth: apiKey }) });

let dataset: sdk.UploadOut;
let job: sdk.JobOut;

before(async () => {
  const file = new File([TABLE], "fruit.csv", { type: "text/csv" });
  dataset = (await sdk.uploadDataset({ body: { file, name: "fruit" }, throwOnError: true })).data;
  const body: sdk.JobRequest = {
    spec: {
      data: { source: dataset.source, target: "kind" },
      model: { kind: "sklearn", steps: [{ estimator: "StandardScaler" }, { estimator: "LogisticRegression" }] },
    },
    name: "hey-api-fruit",
  };
  job = (await sdk.submitJob({ body, throwOnError: true })).data;
});

test("an uploaded table is described", () => {
  assert.deepEqual([dataset.n_samples, dataset.columns.map(({ name }) => name)], [60, ["weight", "length", "kind"]]);
});

test("a job is polled until it has ended", async () => {
  do {
    job = (await sdk.getJob({ path: { job_id: job.id }, query: { wait: 5 }, throwOnError: true })).data;
  } while (job.state === "queued" || job.state === "running");
  assert.deepEqual([job.state, job.error], ["succeeded", null]);
});

test("its events are followed to the end", async () => {
  const events: (string | undefined)[] = [];
  const { stream } = await sdk.streamEvents({ path: { job_id: job.id }, onSseEvent: ({ event }) => events.push(event) });
  for await (const data of stream) assert.ok(data);
  assert.equal(events[0], "state");
  assert.ok(events.includes("model"));
});

test("rows are predicted", async () => {
  const { data } = await sdk.predictRows({ path: { ref: "hey-api-fruit" }, body: { inputs: ROWS }, throwOnError: true });
  assert.ok(data.kind === "classification");
  assert.deepEqual(
    data.predictions.map(({ label }) => label),
    ["cherry", "melon"],
  );
});

test("one image and three images are predicted alike", async () => {
  const files = await images();
  const [first] = files;
  assert.ok(first);
  const path = { ref: digits };
  const one = (await sdk.predictImage({ path, body: first, throwOnError: true })).data;
  const three = (await sdk.predictImages({ path, body: { images: files }, throwOnError: true })).data;
  assert.ok(one.kind === "classification" && three.kind === "classification");
  assert.deepEqual([one.predictions.length, three.predictions.length], [1, 3]);
  assert.equal(one.predictions[0]?.label, three.predictions[0]?.label);
});

test("the file of a model is downloaded", async () => {
  const { data } = await sdk.downloadArtifact({ path: { ref: "hey-api-fruit" }, throwOnError: true });
  assert.ok(data instanceof Blob);
  assert.equal(await data.slice(1, 4).text(), "HDF");
});

test("a refused job is a problem with pointers", async () => {
  const body: sdk.JobRequest = { spec: { data: { source: "irsi" }, model: { kind: "sklearn", steps: [{ estimator: "LogisticRegression" }] } } };
  const { error, response } = await sdk.submitJob({ body });
  assert.equal(response?.status, 422);
  assert.equal(error?.errors[0]?.pointer, "/spec/data/source");
});
