/** Following a job to its end, over as many connections as it takes. */

import type { Client } from "openapi-fetch";
import type { Readable } from "openapi-typescript-helpers";
import { ModelbookError, unwrap } from "./errors.ts";
import { type JobEvent, listen, parsed } from "./events.ts";
import type { components, paths } from "./schema.ts";

/** A job as openapi-fetch types it. */
export type Job = Readable<components["schemas"]["JobOut"]>;

export interface WatchOptions {
  /** Called for each event, in order, once. */
  onEvent?: (event: JobEvent) => void;
  /** Ends the watch; the job runs on. */
  signal?: AbortSignal;
}

/** Reads one stream of a job's events after the one of an id, until the connection ends. */
type Follow = (jobId: string, after: number, options: Required<Pick<WatchOptions, "onEvent">> & WatchOptions) => Promise<void>;

/** Milliseconds before the first and the longest pause between two connections. */
const PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
/** Connections in a row that may fail. */
const MAX_FAILURES = 6;
/** Statuses of a service that has too much to do, and of a proxy whose service is being started again. */
const PASSING = [429, 502, 503, 504];

/**
 * Follow a job until it has ended, and return it.
 *
 * @throws {ModelbookError} The service refuses to show the job, or has been unavailable several times in a row.
 * @throws {TypeError} It could not be reached several times in a row.
 */
export async function watch(api: Client<paths>, follow: Follow, jobId: string, { onEvent = () => {}, ...options }: WatchOptions): Promise<Job> {
  let after = 0;
  let inCallback = false;
  const news = (event: JobEvent) => {
    // An EventSource begins anew with the first event.
    const id = "id" in event ? Number(event.id) : undefined;
    if (id !== undefined && id <= after) return;
    after = id ?? after;
    inCallback = true;
    onEvent(event);
    inCallback = false;
  };
  for (let failures = 0; ; ) {
    try {
      await follow(jobId, after, { ...options, onEvent: news });
      const job = await unwrap(api.GET("/v1/jobs/{job_id}", { params: { path: { job_id: jobId } }, ...options }));
      if (isFinal(job)) return job;
      failures = 0;
    } catch (error) {
      if (inCallback || !isPassing(error) || ++failures === MAX_FAILURES) throw error;
    }
    await pause(Math.min(PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS), options.signal);
  }
}

/** Follow by fetch, as Node.js can. */
export function byFetch(api: Client<paths>): Follow {
  return async (job_id, after, { onEvent, ...options }) => {
    const params = { path: { job_id }, header: { "last-event-id": after } };
    const { data } = await api.GET("/v1/jobs/{job_id}/events", { params, parseAs: "stream", ...options });
    // Without data the service refused the stream, and says why when it is asked for the job.
    if (data) for await (const event of parsed(data)) onEvent(event);
  };
}

/** Follow by the EventSource of a browser, which cannot send a key: it gets a token for the stream. */
export function byEventSource(api: Client<paths>, baseUrl: string, hasKey: boolean): Follow {
  return async (jobId, _after, { onEvent, signal }) => {
    const query = hasKey ? `?token=${(await unwrap(api.POST("/v1/stream-tokens"))).token}` : "";
    await listen(`${baseUrl.replace(/\/$/, "")}/v1/jobs/${jobId}/events${query}`, onEvent, signal);
  };
}

/** Tell whether another connection may help. A TypeError is what fetch throws when it gets no response, and what a faulty callback throws, too. */
function isPassing(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof ModelbookError && PASSING.includes(error.status));
}

function isFinal(job: Job): boolean {
  return ["succeeded", "failed", "cancelled"].includes(job.state);
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener("abort", () => (clearTimeout(timer), reject(signal.reason)), { once: true });
  });
}
