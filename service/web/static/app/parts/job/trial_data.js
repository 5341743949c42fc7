// Candidates of a search: all of them, for pictures of the whole search.
import { useEffect, useState } from "../../core/html.js";
import { get } from "../../core/api.js";

/** Candidates that one request returns at most. */
const PAGE = 1000;

/** Load all candidates of a job again whenever `turn` changes: {data, error}; the data of before stay meanwhile. */
export function useCandidates(id, turn) {
  const [state, setState] = useState({ data: null, error: null });
  useEffect(() => {
    const stop = new AbortController();
    all(id, stop.signal).then((data) => setState({ data, error: null }), (error) => error.name !== "AbortError" && setState((old) => ({ ...old, error })));
    return () => stop.abort();
  }, [id, turn]);
  return state;
}

async function all(id, signal) {
  const found = [];
  let cursor = 0;
  while (cursor !== null) {
    const page = await get(`v1/jobs/${id}/trials`, { query: { cursor, limit: PAGE }, signal });
    found.push(...page.candidates);
    cursor = page.next_cursor;
  }
  return found;
}

/** A key of a search space without what all keys begin with: model.layers.0.units and model.layers.0.rate -> units and rate. */
export function shortNames(keys) {
  const parts = keys.map((key) => key.split("."));
  let n = 0;
  while (parts.length && parts.every((one) => n < one.length - 1 && one[n] === parts[0][n])) n += 1;
  return new Map(keys.map((key, index) => [key, parts[index].slice(n).join(".")]));
}
