// Requests of something that changes all the time: at most one at a time, and what came in between is skipped but for the newest.
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "../core/html.js";

/** Milliseconds between two looks at how long a wait still lasts. */
const TICK_MS = 250;
const NOTHING = { asked: null, answer: null, error: null, waitS: 0, at: null };

/**
 * Ask for the newest input only.
 * @param {function} send Gets an input and a signal, and gives a promise of the answer.
 * @param {string} measure Name of the performance entries from an input to its drawn answer; "" for none.
 * @returns {{ask: function, clear: function, asked: any, answer: any, error: Error|null, waitS: number}} `asked` is the input that was answered or refused; `waitS` are
 *   the seconds until it is tried again where the service asked for a pause (429 and 503 with Retry-After).
 */
export function useLatest(send, measure = "") {
  const [state, setState] = useState(NOTHING);
  const latest = useRef(send);
  latest.current = send;
  const work = useRef({ next: null, running: null });
  const run = useCallback(async () => {
    const own = new AbortController();
    work.current.running = own;
    while (work.current.next && !own.signal.aborted) {
      const { input, at } = work.current.next;
      work.current.next = null;
      try {
        const answer = await latest.current(input, own.signal);
        if (!own.signal.aborted) setState({ asked: input, answer, error: null, waitS: 0, at });
      } catch (error) {
        if (own.signal.aborted) return;
        if (error.retryAfterS && !(await waited(error.retryAfterS, setState, own.signal))) return;
        if (error.retryAfterS) work.current.next ??= { input, at };
        else setState({ asked: input, answer: null, error, waitS: 0, at: null });
      }
    }
    if (work.current.running === own) work.current.running = null;
  }, []);
  const ask = useCallback((input, at = performance.now()) => {
    work.current.next = { input, at };
    if (!work.current.running) run();
  }, []);
  const stop = useCallback(() => { work.current.running?.abort(); work.current = { next: null, running: null }; }, []);
  const clear = useCallback(() => { stop(); setState(NOTHING); }, []);
  useEffect(() => stop, []);
  useLayoutEffect(() => { if (measure && state.at !== null) performance.measure(measure, { start: state.at, end: performance.now() }); }, [state.at]);
  return { ...state, ask, clear };
}

/** Wait some seconds, and say how many are left; false if it was given up. */
async function waited(seconds, setState, signal) {
  const end = performance.now() + 1000 * seconds;
  for (let left = seconds; left > 0 && !signal.aborted; left = (end - performance.now()) / 1000) {
    setState((old) => ({ ...old, at: null, waitS: Math.ceil(left) }));
    await new Promise((done) => { setTimeout(done, TICK_MS); });
  }
  return !signal.aborted;
}
