import assert from "node:assert/strict";
import { test } from "node:test";
import { ModelbookError, unwrap } from "../src/index.ts";
import { answering, json } from "./answering.ts";

const PROBLEM = {
  type: "/problems/invalid-spec",
  title: "Invalid request",
  status: 422,
  detail: "1 fault; first: data/source: unknown",
  errors: [{ pointer: "/spec/data/source", detail: "unknown; did you mean iris?" }],
};

test("a job is sent as JSON with the key of the service and its own", async () => {
  const { client, sent } = answering(json({ id: "1" }, 202));
  assert.equal((await client.submit({ recipe: "iris", name: "a" }, "once")).id, "1");
  const [request] = sent;
  assert.equal(request?.headers.get("Authorization"), "Bearer mb_key");
  assert.equal(request?.headers.get("Idempotency-Key"), "once");
  assert.equal(request?.headers.get("Content-Type"), "application/json");
  assert.deepEqual(await request?.json(), { recipe: "iris", name: "a" });
});

test("a file is uploaded as a form under its name with its other fields", async () => {
  const { client, sent } = answering(json({ id: "1" }, 201));
  await client.upload(new Blob(["a,b\n1,2\n"], { type: "text/csv" }), { fileName: "two.csv", name: "two" });
  const form = await sent[0]?.formData();
  const file = form?.get("file");
  assert.ok(file instanceof File);
  assert.deepEqual([file.name, file.type, await file.text(), form?.get("name")], ["two.csv", "text/csv", "a,b\n1,2\n", "two"]);
});

test("the type of a single file chooses the operation and is the content type", async () => {
  const types = ["image/png", "image/jpeg", "", "text/csv", "application/x-npy", "application/x-npz"];
  const { client, sent } = answering(...types.map(() => json({ predictions: [] })));
  for (const type of types) await client.predict("digits", new Blob(["1"], { type }));
  const calls = sent.map((request) => [new URL(request.url).pathname.replace("/v1/models/digits/predict/", ""), request.headers.get("Content-Type")]);
  assert.deepEqual(calls, [
    ["image", "image/png"],
    ["image", "image/jpeg"],
    ["image", "application/octet-stream"],
    ["csv", "text/csv"],
    ["arrays", "application/octet-stream"],
    ["arrays", "application/octet-stream"],
  ]);
});

test("the ending of a name tells what a file holds whose type does not", async () => {
  const files = [
    new File(["1"], "a.NPY"),
    new File(["1"], "a.npz", { type: "application/zip" }),
    new File(["1"], "a.csv", { type: "application/vnd.ms-excel" }),
    new File(["1"], "a.csv.png", { type: "image/png" }),
    new File(["1"], "unnamed"),
  ];
  const { client, sent } = answering(...files.map(() => json({ predictions: [] })));
  for (const file of files) await client.predict("digits", file);
  const calls = sent.map((request) => [new URL(request.url).pathname.replace("/v1/models/digits/predict/", ""), request.headers.get("Content-Type")]);
  assert.deepEqual(calls, [
    ["arrays", "application/octet-stream"],
    ["arrays", "application/octet-stream"],
    ["csv", "text/csv"],
    ["image", "image/png"],
    ["image", "application/octet-stream"],
  ]);
});

test("several images are one form, and rows are JSON", async () => {
  const { client, sent } = answering(json({ predictions: [] }), json({ predictions: [] }));
  const images = [1, 2, 3].map((byte) => new Blob([Uint8Array.of(byte)], { type: "image/png" }));
  await client.predict("digits", images);
  await client.predict("digits", [[1, 2]]);
  assert.equal((await sent[0]?.formData())?.getAll("images").length, 3);
  assert.deepEqual(await sent[1]?.json(), { inputs: [[1, 2]] });
});

test("a canvas is sent as the image that is on it", async () => {
  const { client, sent } = answering(json({ predictions: [] }));
  const drawn = new Blob(["pixels"], { type: "image/png" });
  await client.predict("digits", { convertToBlob: async () => drawn } as OffscreenCanvas);
  assert.deepEqual([sent[0]?.headers.get("Content-Type"), await sent[0]?.text()], ["image/png", "pixels"]);
});

test("a refusal is an error with its kind, pointers and the id of the request", async () => {
  const { client } = answering(json(PROBLEM, 422));
  const error = await client.submit({ recipe: "irsi" }).catch((caught: unknown) => caught);
  assert.ok(error instanceof ModelbookError);
  assert.deepEqual([error.status, error.type, error.message, error.requestId], [422, PROBLEM.type, PROBLEM.detail, "request-1"]);
  assert.deepEqual(error.errors, PROBLEM.errors);
});

test("a page of a proxy is an error that names the status", async () => {
  const { client } = answering(() => new Response("<html>", { status: 502, statusText: "Bad Gateway" }));
  await assert.rejects(client.submit({ recipe: "iris" }), { name: "ModelbookError", status: 502, message: /got status 502 Bad Gateway$/, errors: [] });
});

test("a page of another server is an error that asks for the address", async () => {
  const { client } = answering(() => new Response("<html>"));
  await assert.rejects(client.submit({ recipe: "iris" }), /expected JSON, as a Modelbook service sends; is baseUrl the address of one\?/);
});

test("a response without a body has no data", async () => {
  const { client } = answering(() => new Response(null, { status: 204 }));
  assert.equal(await unwrap(client.api.DELETE("/v1/datasets/{dataset_id}", { params: { path: { dataset_id: "1" } } })), undefined);
});
