/** Bodies of requests that hold files. */

/** Return a body as fetch sends it: a file as it is, an object with files as a form, anything else as JSON. */
export function serialized(body: unknown): BodyInit {
  if (body instanceof Blob || body instanceof FormData) return body;
  return isForm(body) ? form(body) : JSON.stringify(body);
}

/** A request whose content type is that of its body, where that is a file; openapi-fetch takes every other body than a form for JSON. */
export class TypedRequest extends Request {
  constructor(input: RequestInfo | URL, init: RequestInit = {}) {
    super(input, init);
    const named = this.headers.get("Content-Type");
    if (init.body instanceof Blob && (named === null || named === "application/json")) {
      this.headers.set("Content-Type", init.body.type || "application/octet-stream");
    }
  }
}

function isForm(body: unknown): body is Record<string, unknown> {
  return typeof body === "object" && body !== null && Object.values(body).some((value) => value instanceof Blob || (Array.isArray(value) && value[0] instanceof Blob));
}

function form(fields: Record<string, unknown>): FormData {
  const made = new FormData();
  for (const [name, values] of Object.entries(fields)) {
    for (const value of [values].flat()) {
      if (value !== undefined) made.append(name, value instanceof Blob ? value : String(value));
    }
  }
  return made;
}
