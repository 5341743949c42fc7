// Stored events of a job, newest page first, joined with those that its stream has sent since.
import { useCallback, useEffect, useState } from "../../core/html.js";
import { get } from "../../core/api.js";

/** Events on a page. */
const PAGE = 200;

/**
 * Load stored events.
 * @param {object} job The job; what is stored is loaded again when it has ended, so that nothing is missing.
 * @param {{names: string[], newer: object[], ended: boolean}} options names: of the events; newer: those of the stream; ended: whether the job has.
 * @returns {{events: object[], older: function|null, error: Error|null, loaded: boolean}} Events in their order, and what loads the page before them.
 */
export function useStoredEvents(job, { names, newer, ended }) {
  const [state, setState] = useState({ events: [], cursor: null, error: null, loaded: false });
  const load = useCallback(async (cursor, signal) => {
    try {
      const page = await get(`v1/jobs/${job.id}/log`, { query: { event: names, limit: PAGE, cursor }, signal });
      setState((old) => ({ events: [...page.events.reverse(), ...(cursor === null ? [] : old.events)], cursor: page.next_cursor, error: null, loaded: true }));
    } catch (error) {
      if (error.name !== "AbortError") setState((old) => ({ ...old, error }));
    }
  }, [job.id]);
  useEffect(() => {
    const stop = new AbortController();
    load(null, stop.signal);
    return () => stop.abort();
  }, [job.id, ended]);
  const last = state.events.at(-1)?.id ?? 0;
  const events = [...state.events, ...newer.filter((one) => one.id > last)];
  return { events, older: state.cursor === null ? null : () => load(state.cursor), error: state.error, loaded: state.loaded };
}
