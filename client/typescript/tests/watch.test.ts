import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { JobEvent } from "../src/index.ts";
import { parsed } from "../src/events.ts";
import { answering, json, stream, unreachable } from "./answering.ts";

const RUNNING = json({ id: "1", state: "running" });
const SUCCEEDED = json({ id: "1", state: "succeeded", model: "digits@1" });

function event(id: number, name: string, data: object): string {
  return `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Let pauses end at once. */
function hurried(t: TestContext): void {
  t.mock.method(globalThis, "setTimeout", (callback: () => void) => queueMicrotask(callback));
}

test("events are read wherever a chunk ends, with comments between them and both line ends", async () => {
  const text = `: ping\r\n\r\n${event(1, "log", { message: "é" })}event: progress\r\ndata: {"progress":\r\ndata: 0.5}\r\n\r\n: ping\n\n`;
  const bytes = new TextEncoder().encode(text);
  for (let cut = 1; cut < bytes.length; cut++) {
    const found: JobEvent[] = [];
    const { body } = await stream(bytes.slice(0, cut), bytes.slice(cut))(new Request("http://service"));
    assert.ok(body);
    for await (const event of parsed(body)) found.push(event);
    assert.deepEqual(found, [
      { event: "log", id: "1", data: { message: "é" } },
      { event: "progress", data: { progress: 0.5 } },
    ]);
  }
});

test("a stream that breaks off is continued after its last event until the job has ended", async (t) => {
  hurried(t);
  const first = stream(event(1, "state", { state: "queued" }), event(2, "log", { message: "a" }), "id: 3\nevent: lo");
  const { client, sent } = answering(first, RUNNING, unreachable, stream(event(3, "state", { state: "succeeded" })), SUCCEEDED);
  const ids: unknown[] = [];
  const job = await client.watch("1", { onEvent: (event) => ids.push("id" in event && event.id) });
  assert.deepEqual([job.model, ids], ["digits@1", ["1", "2", "3"]]);
  assert.deepEqual(
    sent.filter(({ url }) => url.endsWith("/events")).map(({ headers }) => headers.get("Last-Event-ID")),
    ["0", "2", "2"],
  );
});

test("a service that cannot be reached several times in a row ends the watch", async (t) => {
  hurried(t);
  const { client, sent } = answering(...Array.from({ length: 9 }, () => unreachable));
  await assert.rejects(client.watch("1"), new TypeError("fetch failed"));
  assert.equal(sent.length, 6);
});

test("a watch outlasts a proxy whose service is being started again, but not for ever", async (t) => {
  hurried(t);
  const page = () => new Response("<html>Bad Gateway</html>", { status: 502, headers: { "Content-Type": "text/html" } });
  const busy = json({ type: "/problems/overloaded", title: "Too much work", status: 503, detail: "busy", errors: [] }, 503);
  const { client } = answering(page, page, busy, busy, stream(event(1, "state", { state: "succeeded" })), SUCCEEDED);
  assert.equal((await client.watch("1")).model, "digits@1");
  const ended = answering(...Array.from({ length: 99 }, () => page));
  await assert.rejects(ended.client.watch("1"), { name: "ModelbookError", status: 502 });
  assert.equal(ended.sent.length, 12);
});

test("a job that does not exist ends the watch with what the service says", async () => {
  const missing = json({ type: "/problems/no-such-job", title: "Not found", status: 404, detail: "no job 1", errors: [] }, 404);
  await assert.rejects(answering(missing, missing).client.watch("1"), { name: "ModelbookError", type: "/problems/no-such-job" });
});

test("an error of the callback ends the watch", async () => {
  const { client } = answering(stream(event(1, "state", { state: "queued" })));
  const onEvent = () => {
    throw new TypeError("not now");
  };
  await assert.rejects(client.watch("1", { onEvent }), new TypeError("not now"));
});

test("an abort ends the watch while it pauses", async () => {
  const { client } = answering(stream(), RUNNING);
  await assert.rejects(client.watch("1", { signal: AbortSignal.timeout(50) }), { name: "TimeoutError" });
});

test("in a browser each connection has a token of its own and no event is given twice", async (t) => {
  hurried(t);
  const streams = [[event(1, "state", { state: "queued" })], [event(1, "state", { state: "queued" }), event(2, "model", { model: "digits@1" })]];
  const urls: string[] = [];
  globalThis.EventSource = class extends EventTarget {
    constructor(url: string) {
      super();
      urls.push(url);
      queueMicrotask(() => this.#play(streams.shift() ?? []));
    }
    #play(texts: string[]): void {
      for (const text of texts) {
        const [, lastEventId = "", name = "", data] = text.match(/^id: (.*)\nevent: (.*)\ndata: (.*)/) ?? [];
        this.dispatchEvent(new MessageEvent(name, { data, lastEventId }));
      }
      this.dispatchEvent(new Event("error"));
    }
    close(): void {}
  } as unknown as typeof EventSource;
  t.after(() => Reflect.deleteProperty(globalThis, "EventSource"));
  const { client } = answering(json({ token: "t1" }, 201), RUNNING, json({ token: "t2" }, 201), SUCCEEDED);
  const ids: unknown[] = [];
  assert.equal((await client.watch("1", { onEvent: (event) => ids.push("id" in event && event.id) })).state, "succeeded");
  assert.deepEqual(ids, ["1", "2"]);
  assert.deepEqual(urls, ["http://service/v1/jobs/1/events?token=t1", "http://service/v1/jobs/1/events?token=t2"]);
});
