import assert from "node:assert/strict";
import { test } from "node:test";
import { IncompatibleServiceError, VERSION } from "../src/index.ts";
import { requireCompatible } from "../src/version.ts";
import { answering } from "./answering.ts";
import packaged from "../package.json" with { type: "json" };

function from(version?: string): Response {
  return Response.json({ status: "ok" }, version === undefined ? {} : { headers: { "Modelbook-Version": version } });
}

test("the version is that of the package", () => {
  assert.equal(VERSION, packaged.version);
});

test("clients older and newer than the service work with it if they are of the same line", () => {
  const together = ["0.1.0 0.1.0", "0.1.4 0.1.0", "0.1.4 0.1.9", "1.0.0 1.9.0", "2.3.1 2.0.0"];
  const apart = ["0.1.0 0.2.0", "0.2.0 0.1.9", "0.9.0 1.0.0", "1.0.0 0.9.0", "1.9.0 2.0.0", "10.0.0 1.0.0"];
  for (const [pairs, fits] of [[together, true], [apart, false]] as const) {
    for (const [client, service] of pairs.map((pair) => pair.split(" "))) {
      const call = () => requireCompatible(from(service), client);
      fits ? call() : assert.throws(call, IncompatibleServiceError);
    }
  }
});

test("a service of another line is refused with the client for it, whatever is called", async () => {
  const { client } = answering(() => from("0.2.3"), () => from("0.2.3"));
  const message = `expected a service of version 0.1 for modelbook-client ${VERSION}, got 0.2.3; install the client for it: modelbook-client 0.2`;
  await assert.rejects(client.predict("digits", [[1]]), new IncompatibleServiceError(message));
  await assert.rejects(client.watch("1"), new IncompatibleServiceError(message));
});

test("a service that does not tell its version is used", async () => {
  const { client } = answering(() => from(), () => from("0.1.99"));
  await client.predict("digits", [[1]]);
  await client.predict("digits", [[1]]);
});
