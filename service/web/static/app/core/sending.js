// Files on their way to the service. They are kept here, not in a page, so that they go on while another page is looked at.
import { useEffect, useState } from "./html.js";
import { ApiError, upload } from "./api.js";
import { forget, sendInPieces, textsOf } from "./pieces.js";

/** Files of this many bytes and more are sent in pieces, which a lost connection or a closed page cuts off only for a while. */
const PIECES_FROM_BYTES = 32 * 1024 * 1024;

let sendings = [];
let last = 0;
const listeners = new Set();

function change(id, changes) {
  sendings = sendings.map((one) => (one.id === id ? { ...one, ...changes } : one));
  listeners.forEach((listener) => listener());
}

/** Return the files on their way, the newest first: {id, file, fields, state, fraction, error, dataset}; state: sending, reading, waiting, stopped, refused, done. */
export function useSendings() {
  const [now, setNow] = useState(sendings);
  useEffect(() => {
    const listener = () => setNow(sendings);
    listeners.add(listener);
    listener();
    return () => listeners.delete(listener);
  }, []);
  return now;
}

/**
 * Send a file; returns its id among those on their way.
 * @param {File} file The file.
 * @param {object} fields name, format, and reading (an object), where they are said.
 * @param {string} path "v1/datasets", or the path that appends to one.
 */
export function send(file, fields = {}, path = "v1/datasets") {
  last += 1;
  sendings = [{ id: last, file, fields, path, state: "sending", fraction: 0, error: null, dataset: null }, ...sendings];
  run(last);
  return last;
}

/** Stop sending; what has arrived of a large file stays, for `proceed`. */
export const stop = (id) => found(id)?.stop.abort();

/** Send on what was stopped or refused, with other fields where they are given. */
export function proceed(id, fields = null) {
  const one = found(id);
  if (fields) change(id, { fields: { ...one.fields, ...fields } });
  run(id);
}

/** Take a file out of the list; what has arrived of it is deleted. */
export function discard(id) {
  const one = found(id);
  if (one.state !== "done") { one.stop.abort(); forget(one.file, one.fields); }
  sendings = sendings.filter((other) => other.id !== id);
  listeners.forEach((listener) => listener());
}

const found = (id) => sendings.find((one) => one.id === id);

async function run(id) {
  const stopping = new AbortController();
  change(id, { state: "sending", error: null, stop: stopping });
  const { file, fields, path } = found(id);
  const told = {
    signal: stopping.signal,
    // Once all bytes have left, the service reads the file; it has no progress of that to tell.
    onProgress: (fraction) => change(id, { fraction, state: fraction < 1 ? "sending" : "reading" }),
    onWaiting: () => change(id, { state: "waiting" }),
  };
  try {
    const inPieces = file.size >= PIECES_FROM_BYTES && path === "v1/datasets";
    const dataset = inPieces ? await sendInPieces(file, fields, told) : (await upload(path, { body: formOf(file, fields), ...told })).id;
    change(id, { state: "done", fraction: 1, dataset });
  } catch (error) {
    change(id, error.name === "AbortError" ? { state: "stopped" } : { state: "refused", error: error instanceof ApiError ? error : new ApiError(-1, { title: error.message }) });
  }
}

function formOf(file, fields) {
  const form = new FormData();
  Object.entries(textsOf(fields)).forEach(([name, text]) => form.append(name, text));
  form.append("file", file, file.name);
  return form;
}
