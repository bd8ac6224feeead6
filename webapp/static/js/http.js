/** A refusal by the server: `code` is for the program, the words are found in the catalogue. */
export class CommandError extends Error {
  constructor(code, data = {}) {
    super(code);
    this.name = "CommandError";
    this.code = code;
    this.data = data;
  }
}

/** @returns {CommandError} From the form errors take in bodies and acknowledgements. */
export function toCommandError({ code = "internal", ...data } = {}) {
  return new CommandError(code, data);
}

// Long enough for a title looked up on a slow line, short enough not to leave somebody waiting.
const TIMEOUT_MS = 15_000;

/**
 * @param {{init_data?: string, guest_token?: string}} credentials
 * @returns {{get: (path: string) => Promise<object>, post: (path: string, body: object) =>
 *   Promise<object>, serverNow: () => number}} The first two reject with a CommandError; its code is
 *   "offline" when the server was not reached. `serverNow` is the server's clock as its answers
 *   tell it, in milliseconds, to about a second.
 */
export function createHttp(credentials, fetch = globalThis.fetch.bind(globalThis)) {
  const authorization = credentials.init_data
    ? `tma ${credentials.init_data}`
    : `guest ${credentials.guest_token}`;
  let ahead = -Infinity; // ms; what is told is late and rounded down, so the most is the truest

  async function send(method, path, body) {
    let response;
    let answer;
    try {
      response = await fetch(path, {
        method,
        headers: { Authorization: authorization, "Content-Type": "application/json" },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const told = Date.parse(response.headers?.get("Date"));
      if (told) ahead = Math.max(ahead, told - performance.now());
      answer = await response.json();
    } catch {
      throw new CommandError(response ? "internal" : "offline");
    }
    if (!response.ok) throw toCommandError(answer.error);
    return answer;
  }

  return {
    get: (path) => send("GET", path),
    post: (path, body) => send("POST", path, body),
    serverNow: () => (ahead === -Infinity ? Date.now() : performance.now() + ahead),
  };
}
