/** Events of a job, read from an EventSource or from the body of a response. */

import type { components } from "./schema.ts";

/** One event of a job: `event` tells what is in `data`; all but `progress` have an `id`. */
export type JobEvent = components["schemas"]["JobEvent"];

type OnEvent = (event: JobEvent) => void;

/** Names of the events: an EventSource gives only those it is asked for. */
const NAMES: Record<JobEvent["event"], true> = { state: true, log: true, progress: true, epoch: true, sample: true, trial: true, model: true };

/** Call back for each event of a browser's EventSource, until the connection ends for any reason. */
export function listen(url: string, onEvent: OnEvent, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  const source = new EventSource(url);
  const ended = new Promise<void>((resolve, reject) => {
    const given = (message: MessageEvent<string>) => {
      try {
        onEvent(read(message.type, message.data, message.lastEventId));
      } catch (error) {
        reject(error);
      }
    };
    for (const name of Object.keys(NAMES)) source.addEventListener(name, given);
    // Also at the end of the stream. The token of the URL may have expired by then, so the source must not connect again.
    source.addEventListener("error", () => resolve());
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  return ended.finally(() => source.close());
}

/** Yield the events of a body of the content type text/event-stream. */
export async function* parsed(body: ReadableStream<Uint8Array>): AsyncGenerator<JobEvent> {
  let rest = "";
  for await (const text of texts(body)) {
    const blocks = (rest + text).replaceAll("\r\n", "\n").split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const event = eventOf(block);
      if (event) yield event;
    }
  }
}

async function* texts(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) yield decoder.decode(chunk.value, { stream: true });
  } finally {
    await reader.cancel();
  }
}

/** Return the event of a block of lines; undefined for one of comments alone. */
function eventOf(block: string): JobEvent | undefined {
  const fields = new Map<string, string>();
  for (const line of block.split("\n")) {
    const [name = "", value = ""] = line.split(/: ?(.*)/s);
    fields.set(name, fields.has(name) && name === "data" ? `${fields.get(name)}\n${value}` : value);
  }
  const data = fields.get("data");
  return data === undefined ? undefined : read(fields.get("event") ?? "message", data, fields.get("id") ?? "");
}

function read(event: string, data: string, id: string): JobEvent {
  // An EventSource gives the id of the last event that had one to those that have none.
  const found = { event, ...(event !== "progress" && { id }), data: JSON.parse(data) };
  return found as JobEvent;
}
