// Requests of something that changes all the time: at most one at a time, and what came in between is skipped but for the newest.
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "./html.js";

/** Milliseconds between two looks at how long a wait still lasts. */
const TICK_MS = 250;
const NOTHING = { asked: null, answer: null, error: null, pause: null, at: null };

/**
 * Ask for the newest input only.
 * @param {function} send Gets an input and a signal, and gives a promise of the answer.
 * @param {string} measure Name of the performance entries from an input to its drawn answer; "" for none.
 * @returns {{ask: function, clear: function, asked: any, answer: any, error: Error|null, pause: object|null}} `asked` is the input that was answered or refused;
 *   `pause` is there while the service wants no requests (429 and 503 with Retry-After): {seconds, reason}, until it is asked again.
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
        if (!own.signal.aborted) setState({ asked: input, answer, error: null, pause: null, at });
      } catch (error) {
        if (own.signal.aborted) return;
        if (error.retryAfterS && !(await waited(error, (pause) => setState((old) => ({ ...old, at: null, pause })), own.signal))) return;
        if (error.retryAfterS) work.current.next ??= { input, at };
        else setState({ asked: input, answer: null, error, pause: null, at: null });
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

/** Call until the service asks for no pause any more; `onPause` gets {seconds, reason} while it does, and null at the end. */
export async function patiently(send, signal, onPause) {
  for (;;) {
    try {
      return await send();
    } catch (error) {
      if (!error.retryAfterS || !(await waited(error, onPause, signal))) throw error;
    }
  }
}

/** Wait as long as a refusal asks for, and say how many seconds are left; false if it was given up. */
async function waited({ retryAfterS, message: reason }, onPause, signal) {
  const end = performance.now() + 1000 * retryAfterS;
  for (let left = retryAfterS; left > 0 && !signal.aborted; left = (end - performance.now()) / 1000) {
    onPause({ seconds: Math.ceil(left), reason });
    await new Promise((done) => { setTimeout(done, TICK_MS); });
  }
  if (!signal.aborted) onPause(null);
  return !signal.aborted;
}
