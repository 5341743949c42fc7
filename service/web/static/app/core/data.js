// Hooks: data of the API in a component, loaded once, again at an interval, or live by server-sent events.
import { useCallback, useEffect, useRef, useState } from "./html.js";
import { get, noteReached, urlOf } from "./api.js";

/** Milliseconds after which an answer is waited for no longer. */
const LATE_MS = 120_000;

/**
 * Load a path of the API.
 * @param {string|null} path The path; null loads nothing.
 * @param {object} options query: its parameters; everyS: seconds after which it is loaded again while the page is visible, and once more when this becomes 0;
 *   keep: whether data stay until those of another path or query are there, so that what they are drawn in stays, too.
 * @returns {{data: any, error: ApiError|null, loading: boolean, reload: function, setData: function}} The newest data stay while they are loaded again.
 */
export function useData(path, { query = {}, everyS = 0, keep = false } = {}) {
  const [state, setState] = useState({ data: null, error: null, loading: path !== null, key: null });
  const [turn, setTurn] = useState(0);
  const key = path === null ? null : urlOf(path, query);
  useEffect(() => {
    if (key === null) return undefined;
    const stop = new AbortController();
    const late = setTimeout(() => stop.abort(new DOMException("There was no answer.", "TimeoutError")), LATE_MS);
    setState((old) => ({ data: old.key === key || keep ? old.data : null, error: old.key === key ? old.error : null, loading: true, key }));
    get(path, { query, signal: stop.signal }).then(
      (data) => setState({ data, error: null, loading: false, key }),
      (error) => error.name !== "AbortError" && setState((old) => ({ data: old.data, error, loading: false, key })),
    ).finally(() => clearTimeout(late));
    return () => stop.abort();
  }, [key, turn]);
  const reload = useCallback(() => setTurn((n) => n + 1), []);
  const setData = useCallback((data) => setState((old) => ({ ...old, data })), []);
  // What takes longer than the interval is waited for: asked for again, it would never come.
  useInterval(() => { if (!state.loading) reload(); }, key === null ? 0 : againS(state.error) || everyS);
  const polled = useRef(everyS);
  useEffect(() => {
    if (polled.current && !everyS && key !== null) reload();  // What came since the last look, such as the last trial of a search.
    polled.current = everyS;
  }, [everyS]);
  // Between a new path and its effect, old data would be shown under the new name.
  return state.key === key || key === null ? { ...state, reload, setData } : { data: keep ? state.data : null, error: null, loading: true, reload, setData };
}

/** Seconds after which data that could not be had are asked for again: without an answer, and where what is asked for is being made. */
function againS(error) {
  if (error?.status === 0) return 3;
  return error?.status === 503 ? error.retryAfterS || 0 : 0;
}

/** Call a function every some seconds while the page is visible; 0 for never. */
export function useInterval(act, everyS) {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (!everyS) return undefined;
    const id = setInterval(() => document.visibilityState === "visible" && latest.current(), 1000 * everyS);
    return () => clearInterval(id);
  }, [everyS]);
}

/** Milliseconds after which a stream that was refused is asked for again, the first time; each further time twice as many, up to the last. */
const [FIRST_MS, LAST_MS] = [1000, 30_000];

/**
 * Follow an event stream. The browser connects again by itself, from the last event it has, but where it was refused, as proxies do while the server is
 * started again: then it is asked for anew. A lost connection shows in the page's banner.
 * @param {string|null} path The path; null follows nothing.
 * @param {object} handlers By event name: called with the parsed data and the event.
 * @returns {"connecting"|"open"|"lost"|"closed"} State of the connection.
 */
export function useEvents(path, handlers, query = {}) {
  const [state, setState] = useState("connecting");
  const latest = useRef(handlers);
  latest.current = handlers;
  const key = path === null ? null : urlOf(path, query);
  useEffect(() => {
    if (key === null) return setState("closed");
    let [source, timer, wait, last] = [null, 0, FIRST_MS, null];
    const open = () => {
      source = new EventSource(last === null ? key : urlOf(path, { ...query, after: last }));
      source.onopen = () => { wait = FIRST_MS; noteReached(true); setState("open"); };
      source.onerror = () => {
        const connects = source.readyState === EventSource.CONNECTING;
        setState(connects ? "lost" : "closed");
        if (connects) return noteReached(false);
        timer = setTimeout(open, wait);
        wait = Math.min(2 * wait, LAST_MS);
      };
      Object.keys(latest.current).forEach((name) => source.addEventListener(name, (event) => {
        last = event.lastEventId || last;
        latest.current[name](JSON.parse(event.data), event);
      }));
    };
    open();
    return () => { clearTimeout(timer); source.close(); };
  }, [key]);
  return state;
}

/** Run an action of a button: returns [run, {busy, error}]; a second click while it runs does nothing. */
export function useAction(act) {
  const [state, setState] = useState({ busy: false, error: null });
  const latest = useRef(act);
  latest.current = act;
  const busy = useRef(false);
  const run = useCallback(async (...args) => {
    if (busy.current) return undefined;
    busy.current = true;
    setState({ busy: true, error: null });
    try {
      const result = await latest.current(...args);
      setState({ busy: false, error: null });
      return result;
    } catch (error) {
      setState({ busy: false, error: error.name === "AbortError" ? null : error });
      return undefined;
    } finally {
      busy.current = false;
    }
  }, []);
  return [run, state];
}
