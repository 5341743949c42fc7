// Write src/schema.ts, the types of the API, from an OpenAPI document: the one of this repository, or the path given.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";

const DOCUMENT = new URL("../../../openapi.json", import.meta.url);
const WRITTEN = new URL("../src/schema.ts", import.meta.url);
// Fields of answers that a service of an earlier release of this line does not send, by schema.
const LATER = new URL("../../later.json", import.meta.url);
const BLOB = ts.factory.createTypeReferenceNode("Blob");

const [given, written] = process.argv.slice(2).map(pathToFileURL);
const document = JSON.parse(readFileSync(given ?? DOCUMENT, "utf8"));
for (const [name, fields] of Object.entries(JSON.parse(readFileSync(LATER, "utf8")))) {
  const schema = document.components.schemas[name];
  schema.required = schema.required.filter((field) => !fields.includes(field));
}
const types = await openapiTS(document, {
  // A field with a default may be left out of a request.
  defaultNonNullable: false,
  // A file is a Blob; without this it is a string.
  transform: (schema) => (schema.format === "binary" ? BLOB : undefined),
  silent: true,
});
writeFileSync(written ?? WRITTEN, `// Made from openapi.json by scripts/generate.mjs.\n${astToString(types)}`);
