// Large files in pieces, by tus 1.0: what a lost connection, a stop or a closed page cuts off goes on where it was.
import { ApiError, call, del, get, upload } from "./api.js";

const PIECE_BYTES = 8 * 1024 * 1024;
/** Wait between two attempts while the server is not reached, or another request still holds the upload, in milliseconds. */
const WAIT_MS = 2000;
const OFFSET_BYTES = "application/offset+octet-stream";
/** Statuses after which it is asked how far the upload is, and gone on: not reached, another offset, in use, a server that is not available now. */
const PASSING = [0, 409, 423, 429, 502, 503, 504];
/** Longest wait that the server asks for and that is waited for, in seconds: a limit that is reached asks for an hour, and has to be told. */
const LONG_S = 60;
/** Statuses of an upload that the service does not keep: it is not there, or its file was refused. */
const GONE = [404, 410, 422];

const passes = (error) => error instanceof ApiError && PASSING.includes(error.status) && (error.retryAfterS || 0) <= LONG_S;

/** Send a file; returns the id of the data set that it became. `told`: signal, onProgress, onWaiting. */
export async function sendInPieces(file, fields, told) {
  const state = (await begun(file, fields)) || (await begin(file, fields));
  try {
    for (let { offset } = state; ;) {
      told.onProgress(offset / file.size);
      offset = await sentPiece(state.id, file, offset, told);
      const { dataset } = offset < file.size ? {} : await get(`v1/uploads/${state.id}`);
      if (dataset) break;
    }
  } catch (error) {
    if (error instanceof ApiError && GONE.includes(error.status)) localStorage.removeItem(keyOf(file, fields));
    throw error;
  }
  localStorage.removeItem(keyOf(file, fields));
  return (await get(`v1/uploads/${state.id}`)).dataset;
}

/** Delete what has arrived of a file. */
export async function forget(file, fields) {
  const id = localStorage.getItem(keyOf(file, fields));
  localStorage.removeItem(keyOf(file, fields));
  if (id) await del(`v1/uploads/${id}`).catch(() => null);
}

/** A file chosen again, also on the page loaded anew, is known by this. */
const keyOf = (file, fields) => `modelbook-upload ${JSON.stringify([file.name, file.size, file.lastModified, textsOf(fields)])}`;

/** Return how far the upload of a file is that was begun before; null if there is none. */
async function begun(file, fields) {
  const id = localStorage.getItem(keyOf(file, fields));
  if (!id) return null;
  return get(`v1/uploads/${id}`).then((state) => (state.size_bytes === file.size ? state : null), () => null);
}

async function begin(file, fields) {
  const said = Object.entries({ filename: file.name, ...textsOf(fields) }).map(([name, text]) => `${name} ${base64(text)}`);
  const response = await call("POST", "v1/uploads", { headers: { "Tus-Resumable": "1.0.0", "Upload-Length": String(file.size), "Upload-Metadata": said.join(",") } });
  const state = await response.json();
  localStorage.setItem(keyOf(file, fields), state.id);
  return state;
}

const base64 = (text) => btoa(String.fromCodePoint(...new TextEncoder().encode(text)));

/** Send a piece; returns where the next one begins, which the server says after a failure that passes. */
async function sentPiece(id, file, offset, { signal, onProgress, onWaiting }) {
  const piece = file.slice(offset, offset + PIECE_BYTES);
  const headers = { "Tus-Resumable": "1.0.0", "Upload-Offset": String(offset), "Content-Type": OFFSET_BYTES };
  try {
    await upload(`v1/uploads/${id}`, { method: "PATCH", body: piece, headers, signal, onProgress: (part) => onProgress((offset + part * piece.size) / file.size) });
    return offset + piece.size;
  } catch (error) {
    if (!passes(error)) throw error;
    onWaiting();
    return await arrived(id, signal, (error.retryAfterS || 0) * 1000);
  }
}

/** Wait until the server says how many bytes have arrived. */
async function arrived(id, signal, least) {
  for (;;) {
    await passed(Math.max(WAIT_MS, least), signal);
    if (signal.aborted) throw new DOMException("The upload was stopped.", "AbortError");
    try {
      return (await get(`v1/uploads/${id}`)).offset;
    } catch (error) {
      if (!passes(error)) throw error;
    }
  }
}

/** Wait some milliseconds, or until a signal says to stop. */
const passed = (ms, signal) => new Promise((done) => {
  const timer = setTimeout(done, ms);
  signal.addEventListener("abort", () => { clearTimeout(timer); done(); }, { once: true });
});

/** Return the fields of an upload as texts, without those that say nothing. */
export function textsOf(fields) {
  const texts = { ...fields, reading: Object.keys(fields.reading || {}).length ? JSON.stringify(fields.reading) : null };
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text));
}
