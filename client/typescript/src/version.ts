/** Which services this client works with. */

/** Version of this package; that of package.json. */
export const VERSION = "0.1.0";
/** Header of every response of a service. */
const HEADER = "Modelbook-Version";

/** The service has a version that this client was not made for; the message names the client that was. */
export class IncompatibleServiceError extends Error {
  override name = "IncompatibleServiceError";
}

/**
 * Require that the service of a response fits a client; one that does not tell its version is taken as fitting.
 *
 * @throws {IncompatibleServiceError} It is of another line.
 */
export function requireCompatible(response: Response, client = VERSION): void {
  const service = response.headers.get(HEADER);
  if (service === null || lineOf(service) === lineOf(client)) return;
  const expected = `expected a service of version ${lineOf(client)} for modelbook-client ${client}, got ${service}`;
  throw new IncompatibleServiceError(`${expected}; install the client for it: modelbook-client ${lineOf(service)}`);
}

/** Return the part of a version that both must share: the major version; before 1.0, where minor versions may break, the minor one, too. */
function lineOf(version: string): string {
  const [major = "", minor] = version.split(".");
  return major === "0" && minor !== undefined ? `${major}.${minor}` : major;
}
