/** Errors of calls: what the service refused, and where. */

import type { components } from "./schema.ts";

/** One fault of a request: a JSON pointer to the part, and what was expected there. */
export type Fault = components["schemas"]["FaultOut"];

type Problem = Partial<components["schemas"]["Problem"]>;

/** A response with an error status. Its message is the problem's detail; for a page of a proxy, the status alone. */
export class ModelbookError extends Error {
  override name = "ModelbookError";
  readonly status: number;
  /** Kind of fault, a URI such as /problems/no-such-model; about:blank where the response is not a problem. */
  readonly type: string;
  readonly errors: readonly Fault[];
  /** Id of the request in the service's log. */
  readonly requestId: string | undefined;
  readonly response: Response;

  constructor(response: Response, body: unknown) {
    const problem: Problem = typeof body === "object" && body !== null ? body : {};
    super(problem.detail ?? `${response.url}: expected a problem document, got status ${response.status} ${response.statusText}`.trim());
    this.status = response.status;
    this.type = problem.type ?? "about:blank";
    this.errors = problem.errors ?? [];
    this.requestId = response.headers.get("X-Request-ID") ?? undefined;
    this.response = response;
  }
}

/** Result of a call of openapi-fetch. */
interface Result<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/**
 * Return the data of a call of `api`.
 *
 * @throws {ModelbookError} The service refused it, or the response is not what an operation of the API gives.
 */
export async function unwrap<T>(call: Promise<Result<T>>): Promise<T> {
  const { data, error, response } = await call.catch(explained);
  if (!response.ok) throw new ModelbookError(response, error);
  return data as T;
}

/** Throw an error that says what is wrong if a response that should be JSON is not, such as the page of another server. */
function explained(cause: unknown): never {
  if (!(cause instanceof SyntaxError)) throw cause;
  throw new Error(`expected JSON, as a Modelbook service sends; is baseUrl the address of one? ${cause.message}`, { cause });
}
