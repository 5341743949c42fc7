// JSON pointers (RFC 6901) into specs. Nothing is changed in place: each function returns a new value that shares what stays.

export const escaped = (key) => String(key).replaceAll("~", "~0").replaceAll("/", "~1");
export const keysOf = (pointer) => pointer.split("/").slice(1).map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
export const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** Return the part at a pointer; undefined where there is none. */
export const at = (whole, pointer) => keysOf(pointer).reduce((part, key) => (part !== null && typeof part === "object" && Object.hasOwn(part, key)
  ? part[key] : undefined), whole);

/** Return the whole with another part at a pointer; undefined takes the part away. */
export const withPart = (whole, pointer, part) => changed(whole, keysOf(pointer), part);

function changed(whole, [key, ...rest], part) {
  if (key === undefined) return part;
  if (Array.isArray(whole)) {
    return part === undefined && !rest.length ? whole.filter((_, index) => index !== Number(key)) : whole.with(Number(key), changed(whole[key], rest, part));
  }
  const inner = changed(whole?.[key], rest, part);
  if (inner !== undefined) return { ...whole, [key]: inner };
  const { [key]: _, ...others } = whole || {};
  return others;
}

/** Return the whole with another name of a key of one of its objects, at the same position. */
export function renamed(whole, pointer, name) {
  const keys = keysOf(pointer);
  const last = keys.pop();
  const parent = keys.map((key) => `/${escaped(key)}`).join("");
  const found = at(whole, parent);
  if (!isObject(found) || Object.hasOwn(found, name)) return whole;
  return withPart(whole, parent, Object.fromEntries(Object.entries(found).map(([key, value]) => [key === last ? name : key, value])));
}
