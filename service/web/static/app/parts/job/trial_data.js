// Candidates of a search: all of them, for pictures of the whole search.
import { useEffect, useState } from "../../core/html.js";
import { get } from "../../core/api.js";

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
  const found = await get(`v1/jobs/${id}/trials/scores`, { signal });
  const columns = Object.entries(found.params);
  return found.candidates.map((candidate, at) => ({ candidate, mean_score: found.mean_scores[at], rank: found.ranks[at], params: Object.fromEntries(columns.map(([key, values]) => [key, values[at]])) }));
}

/** A key of a search space without what all keys begin with: model.layers.0.units and model.layers.0.rate -> units and rate. */
export function shortNames(keys) {
  const parts = keys.map((key) => key.split("."));
  let n = 0;
  while (parts.length && parts.every((one) => n < one.length - 1 && one[n] === parts[0][n])) n += 1;
  return new Map(keys.map((key, index) => [key, parts[index].slice(n).join(".")]));
}
