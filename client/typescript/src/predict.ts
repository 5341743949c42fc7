/** Predictions on whatever an application has: rows, files, a canvas. */

import type { Client } from "openapi-fetch";
import { unwrap } from "./errors.ts";
import type { components, paths } from "./schema.ts";

export type Predictions = components["schemas"]["Predictions"];

/** What a model predicts on: values as JSON, one for each sample; a file of a type below, else an image; several images; a canvas. */
export type Input = unknown[] | Blob | Blob[] | HTMLCanvasElement | OffscreenCanvas;

/** Content types of files that are no images. */
const TABLES = ["text/csv"];
const ARRAYS = ["application/x-npy", "application/x-npz"];
const BYTES = "application/octet-stream";

/** Predict with a model: its name, or name@version. */
export async function predict(api: Client<paths>, ref: string, input: Input): Promise<Predictions> {
  const params = { path: { ref } };
  if (isFiles(input)) return unwrap(api.POST("/v1/models/{ref}/predict/images", { params, body: { images: input } }));
  if (Array.isArray(input)) return unwrap(api.POST("/v1/models/{ref}/predict/rows", { params, body: { inputs: input } }));
  const body = input instanceof Blob ? input : await drawn(input);
  if (TABLES.includes(body.type)) return unwrap(api.POST("/v1/models/{ref}/predict/csv", { params, body }));
  if (ARRAYS.includes(body.type)) return unwrap(api.POST("/v1/models/{ref}/predict/arrays", { params, body, headers: { "Content-Type": BYTES } }));
  return unwrap(api.POST("/v1/models/{ref}/predict/image", { params, body }));
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
