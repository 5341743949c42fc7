// Write src/schema.ts, the types of the API, from an OpenAPI document: the one of this repository, or the path given.
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";

const DOCUMENT = new URL("../../../openapi.json", import.meta.url);
const WRITTEN = new URL("../src/schema.ts", import.meta.url);
const BLOB = ts.factory.createTypeReferenceNode("Blob");

const [document, written] = process.argv.slice(2).map(pathToFileURL);
const types = await openapiTS(document ?? DOCUMENT, {
  // A field with a default may be left out of a request.
  defaultNonNullable: false,
  // A file is a Blob; without this it is a string.
  transform: (schema) => (schema.format === "binary" ? BLOB : undefined),
  silent: true,
});
writeFileSync(written ?? WRITTEN, `// Made from openapi.json by scripts/generate.mjs.\n${astToString(types)}`);
