// The live checker: asks the API what it thinks of a body a moment after the last change; an answer that is outdated is not waited for.
import { useEffect, useRef, useState } from "../../core/html.js";
import { post } from "../../core/api.js";

/** Milliseconds without a change after which a body is checked; samples are counted later, as that may read the data. */
const CHECK_MS = 250;
const COUNT_MS = 900;

/**
 * Check a body of POST /v1/jobs as it changes.
 * @param {object|null} body The body; null checks nothing.
 * @returns {{result: object|null, error: Error|null, busy: boolean}} The newest answer of POST /v1/specs/check. It is of the body if nothing is busy.
 */
export const useCheck = (body) => useLatest("v1/specs/check", body, CHECK_MS);

/** Count the samples of the parts of a body's data. */
export const useCounts = (body) => useLatest("v1/specs/parts", body, COUNT_MS);

function useLatest(path, body, afterMs) {
  const [state, setState] = useState({ result: null, error: null, of: null });
  const key = body === null ? null : JSON.stringify(body);
  const first = useRef(true);
  useEffect(() => {
    if (key === null) return undefined;
    const stop = new AbortController();
    const timer = setTimeout(() => post(path, { body: key, headers: { "Content-Type": "application/json" }, signal: stop.signal }).then(
      (result) => setState({ result, error: null, of: key }),
      (error) => error.name !== "AbortError" && setState({ result: null, error, of: key }),
    ), first.current ? 0 : afterMs);
    first.current = false;
    return () => { clearTimeout(timer); stop.abort(); };
  }, [path, key]);
  return { result: state.result, error: state.error, busy: key !== null && state.of !== key };
}
