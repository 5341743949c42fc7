/** Client of a Modelbook service: every operation by its path, and short calls for what takes more than one or a file. */

import createClient, { type Client } from "openapi-fetch";
import { serialized, TypedRequest } from "./bodies.ts";
import { unwrap } from "./errors.ts";
import { type Input, type Predictions, predict } from "./predict.ts";
import type { components, paths } from "./schema.ts";
import { requireCompatible } from "./version.ts";
import { byEventSource, byFetch, type Job, type WatchOptions, watch } from "./watch.ts";

export { type Fault, ModelbookError, unwrap } from "./errors.ts";
export type { JobEvent } from "./events.ts";
export type { Input, Predictions } from "./predict.ts";
export type { components, operations, paths } from "./schema.ts";
export { IncompatibleServiceError, VERSION } from "./version.ts";
export type { Job, WatchOptions } from "./watch.ts";

export type JobRequest = components["schemas"]["JobRequest"];
export type Dataset = components["schemas"]["UploadOut"];

export interface Options {
  /** Address of the service; that of the page when left out. */
  baseUrl?: string;
  /** Key of the service, if it requires one. */
  apiKey?: string;
  /** Function that sends requests; that of the platform when left out. */
  fetch?: (request: Request) => Promise<Response>;
}

export interface UploadOptions extends Omit<components["schemas"]["UploadForm"], "file"> {
  /** Name of the file, whose ending tells its format; a Blob that is no File has none. */
  fileName?: string;
}

/** The calls; each throws a ModelbookError for what the service refuses, and an IncompatibleServiceError if it is of another version. */
export interface Modelbook {
  /** Every operation, as openapi-fetch calls it: `await unwrap(api.GET("/v1/jobs/{job_id}", {params: {path: {job_id}}}))`. */
  api: Client<paths>;
  /** Submit a job; a submission with the key of an earlier one returns the job of that. */
  submit(job: JobRequest, idempotencyKey?: string): Promise<Job>;
  /** Follow a job until it has ended, whatever the connection does, and return it. */
  watch(jobId: string, options?: WatchOptions): Promise<Job>;
  /** Upload a file as a data set. */
  upload(file: Blob, options?: UploadOptions): Promise<Dataset>;
  /** Predict with a model: its name, or name@version. */
  predict(ref: string, input: Input): Promise<Predictions>;
  /** Download the HDF5 file of a model. */
  download(ref: string): Promise<Blob>;
}

/** Return a client of a service. */
export function createModelbook({ baseUrl = "", apiKey, fetch }: Options = {}): Modelbook {
  const api = createClient<paths>({
    baseUrl,
    Request: TypedRequest,
    bodySerializer: serialized,
    ...(apiKey && { headers: { Authorization: `Bearer ${apiKey}` } }),
    ...(fetch && { fetch }),
  });
  api.use({ onResponse: ({ response }) => requireCompatible(response) });
  const follow = typeof EventSource === "undefined" ? byFetch(api) : byEventSource(api, baseUrl, apiKey !== undefined);
  return {
    api,
    submit: (body, key) => unwrap(api.POST("/v1/jobs", { body, ...(key && { params: { header: { "idempotency-key": key } } }) })),
    watch: (jobId, options = {}) => watch(api, follow, jobId, options),
    upload: (file, options = {}) => upload(api, file, options),
    predict: (ref, input) => predict(api, ref, input),
    download: (ref) => unwrap(api.GET("/v1/models/{ref}/artifact", { params: { path: { ref } }, parseAs: "blob" })),
  };
}

function upload(api: Client<paths>, file: Blob, { fileName, ...fields }: UploadOptions): Promise<Dataset> {
  const named = fileName === undefined ? file : new File([file], fileName, { type: file.type });
  return unwrap(api.POST("/v1/datasets", { body: { file: named, ...fields } }));
}
