/** Predictions on whatever an application has: rows, files, a canvas. */

import type { Client } from "openapi-fetch";
import { unwrap } from "./errors.ts";
import type { components, paths } from "./schema.ts";

export type Predictions = components["schemas"]["Predictions"];

/** What a model predicts on: values as JSON, one for each sample; a file, by its type or its name a table, arrays or an image; several images; a canvas. */
export type Input = unknown[] | Blob | Blob[] | HTMLCanvasElement | OffscreenCanvas;

type Form = "csv" | "arrays" | "image";

/** What files hold that are no images, by content type and by the ending of the name: browsers have no type for arrays, and some another one for CSV. */
const BY_TYPE: Record<string, Form> = { "text/csv": "csv", "application/x-npy": "arrays", "application/x-npz": "arrays" };
const BY_ENDING: Record<string, Form> = { csv: "csv", npy: "arrays", npz: "arrays" };
const CSV = { "Content-Type": "text/csv" };
const BYTES = { "Content-Type": "application/octet-stream" };

/** Predict with a model: its name, or name@version. */
export async function predict(api: Client<paths>, ref: string, input: Input): Promise<Predictions> {
  const params = { path: { ref } };
  if (isFiles(input)) return unwrap(api.POST("/v1/models/{ref}/predict/images", { params, body: { images: input } }));
  if (Array.isArray(input)) return unwrap(api.POST("/v1/models/{ref}/predict/rows", { params, body: { inputs: input } }));
  const body = input instanceof Blob ? input : await drawn(input);
  const form = formOf(body);
  if (form === "csv") return unwrap(api.POST("/v1/models/{ref}/predict/csv", { params, body, headers: CSV }));
  if (form === "arrays") return unwrap(api.POST("/v1/models/{ref}/predict/arrays", { params, body, headers: BYTES }));
  return unwrap(api.POST("/v1/models/{ref}/predict/image", { params, body }));
}

function formOf(file: Blob): Form {
  const type = file.type.split(";")[0]?.trim() ?? "";
  const ending = file instanceof File ? (/\.(\w+)$/.exec(file.name)?.[1]?.toLowerCase() ?? "") : "";
  return BY_TYPE[type] ?? (type.startsWith("image/") ? "image" : (BY_ENDING[ending] ?? "image"));
}

function isFiles(input: Input): input is Blob[] {
  return Array.isArray(input) && input[0] instanceof Blob;
}

function drawn(canvas: HTMLCanvasElement | OffscreenCanvas): Promise<Blob> {
  if ("convertToBlob" in canvas) return canvas.convertToBlob();
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("expected a canvas with pixels that may be read, got an empty or a foreign one"))));
  });
}
