// Calls of the public API. Paths such as v1/jobs are relative to <base>, so pages work below any path; those that the API gives begin with /.

/** A refusal of the API, or a call that did not reach it (status 0). */
export class ApiError extends Error {
  /**
   * @param {number} status HTTP status; 0 if there was no response.
   * @param {object} problem Its body (RFC 9457): title, detail, type, errors [{pointer, detail}].
   * @param {number|null} retryAfterS Seconds after which it may be tried again, where the API says so.
   */
  constructor(status, problem, retryAfterS = null) {
    super(problem.detail || problem.title);
    this.status = status;
    this.problem = problem;
    this.retryAfterS = retryAfterS;
    this.faults = problem.errors || [];
  }

  /** Return the faults below a JSON pointer, with pointers relative to it. */
  below(pointer) {
    return this.faults
      .filter((fault) => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`))
      .map((fault) => ({ ...fault, pointer: fault.pointer.slice(pointer.length) }));
  }
}

const UNREACHED = { title: "No response from the server", detail: "The server could not be reached. If this lasts, see whether the service still runs." };
const listeners = new Set();
let reached = true;

/** Call a function with true or false whenever the server is reached again, or no longer; returns the function that ends this. */
export function onReached(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Tell whether a response is that of a proxy that did not reach the server, whose own refusals are problems in JSON. */
const isOfProxy = ({ status, headers }) => [502, 503, 504].includes(status) && !headers.get("Content-Type")?.includes("json");

/** Note whether the server was reached. */
export function noteReached(now) {
  if (now === reached) return;
  reached = now;
  listeners.forEach((listener) => listener(now));
}

/** Return the URL of a path, with query parameters; those that are null, undefined or empty are left out. */
export function urlOf(path, query = {}) {
  const url = new URL(within(path), document.baseURI);
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== null && one !== undefined && one !== "") url.searchParams.append(name, one);
  }
  return url.href;
}

/** Return a path of the API relative to <base>: where a proxy has the service below a path and does not say so, the API's own paths lack it. */
function within(path) {
  const base = new URL(document.baseURI).pathname;
  return path.startsWith(base) ? path.slice(base.length) : path.replace(/^\//, "");
}

/** Return the path below /v1/models of a model reference such as digits@3 or owner/digits@3. */
export const modelPath = (ref) => `v1/models/${ref.split("/").map(encodeURIComponent).join("/").replaceAll("%40", "@")}`;

/** Call the API and return the response; a refusal is thrown as an ApiError. */
export async function call(method, path, { query, body, json, headers = {}, signal } = {}) {
  const sent = json === undefined ? body : JSON.stringify(json);
  const types = json === undefined ? {} : { "Content-Type": "application/json" };
  let response;
  try {
    response = await fetch(urlOf(path, query), { method, body: sent, headers: { Accept: "application/json", ...types, ...headers }, signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    noteReached(false);
    throw new ApiError(0, UNREACHED);
  }
  noteReached(!isOfProxy(response));
  if (!response.ok) throw await refusal(response);
  return response;
}

/** Return the ApiError of a response that is none of success. */
export async function refusal(response) {
  if (isOfProxy(response)) return new ApiError(0, UNREACHED);
  const retry = Number(response.headers.get("Retry-After"));
  const problem = await response.json().catch(() => ({ title: response.statusText || `HTTP ${response.status}` }));
  return new ApiError(response.status, problem, Number.isFinite(retry) && retry > 0 ? retry : null);
}

const parsed = async (response) => (response.status === 204 ? null : response.json());

export const get = async (path, options) => parsed(await call("GET", path, options));
export const post = async (path, options) => parsed(await call("POST", path, options));
export const put = async (path, options) => parsed(await call("PUT", path, options));
export const patch = async (path, options) => parsed(await call("PATCH", path, options));
export const del = async (path, options) => parsed(await call("DELETE", path, options));

/** Send a form or bytes with progress (fetch has none for what is sent): `onProgress` gets a fraction from 0 to 1. Returns the parsed answer. */
export function upload(path, { method = "POST", query, body, headers = {}, onProgress, signal }) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const request = new XMLHttpRequest();
    request.open(method, urlOf(path, query));
    Object.entries({ Accept: "application/json", ...headers }).forEach(([name, value]) => request.setRequestHeader(name, value));
    request.upload.onprogress = (event) => event.lengthComputable && onProgress?.(event.loaded / event.total);
    request.onerror = () => { noteReached(false); reject(new ApiError(0, UNREACHED)); };
    request.onabort = () => reject(new DOMException("The upload was stopped.", "AbortError"));
    request.onload = async () => {
      const named = ["Retry-After", "Content-Type"].map((name) => [name, request.getResponseHeader(name) || ""]);
      const response = new Response(request.status === 204 ? null : request.responseText, { status: request.status, headers: named });
      noteReached(!isOfProxy(response));
      response.ok ? resolve(await parsed(response)) : reject(await refusal(response));
    };
    signal?.addEventListener("abort", () => request.abort());
    request.send(body);
  });
}
