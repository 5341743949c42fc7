/** What the tests with a running service are given by their environment. */

import { openAsBlob } from "node:fs";

export const baseUrl = given("MODELBOOK_URL");
export const apiKey = process.env["MODELBOOK_API_KEY"];
/** A model that reads images of digits. */
export const digits = given("MODELBOOK_DIGITS");

/** Rows of a table, and a job that learns its column `kind`. */
export const TABLE = `weight,length,kind\n${Array.from({ length: 30 }, (_, row) => `${1 + (row % 5)},${2 + (row % 3)},cherry\n${40 + (row % 5)},30,melon\n`).join("")}`;
export const ROWS = [
  [2, 3],
  [42, 30],
];

/** Return the images of digits as PNG files. */
export function images(): Promise<Blob[]> {
  return Promise.all([0, 1, 2].map((index) => openAsBlob(`${given("MODELBOOK_IMAGES")}/${index}.png`, { type: "image/png" })));
}

function given(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`expected the variable ${name}`);
  return value;
}
