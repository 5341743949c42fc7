/** A service of prepared responses, for tests of the client alone. */

import { createModelbook, type Modelbook } from "../src/index.ts";

/** Response of the service to a request, or the error of the connection. */
export type Answer = (request: Request) => Response | Promise<Response>;

/** Return a client whose requests get the answers one after the other, and the requests that it has sent. */
export function answering(...answers: Answer[]): { client: Modelbook; sent: Request[] } {
  const sent: Request[] = [];
  const fetch = async (request: Request) => {
    sent.push(request);
    const answer = answers.shift();
    if (!answer) throw new Error(`expected no request, got ${request.method} ${request.url}`);
    return answer(request.clone());
  };
  return { client: createModelbook({ baseUrl: "http://service", apiKey: "mb_key", fetch }), sent };
}

export function json(body: unknown, status = 200): Answer {
  return () => Response.json(body, { status, headers: { "X-Request-ID": "request-1" } });
}

/** Return a stream of events, of which each chunk is sent by itself. */
export function stream(...chunks: (string | Uint8Array<ArrayBuffer>)[]): Answer {
  const encoder = new TextEncoder();
  const start = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    for (const chunk of chunks) controller.enqueue(typeof chunk === "string" ? encoder.encode(chunk) : chunk);
    controller.close();
  };
  return () => new Response(new ReadableStream({ start }), { headers: { "Content-Type": "text/event-stream" } });
}

export function unreachable(): never {
  throw new TypeError("fetch failed");
}
