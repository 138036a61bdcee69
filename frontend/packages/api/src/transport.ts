/**
 * How requests leave the device. The browser has `fetch`; a mini-program passes its own `send` and a
 * `Request` look-alike, and everything above this line stays the same.
 */
export interface Transport {
  baseUrl: string;
  send: (request: Request) => Promise<Response>;
  Request?: typeof Request;
}

/** Same origin, session cookie: the staff console. */
export function browserTransport(): Transport {
  return {
    baseUrl: window.location.origin,
    // Looked up at each call, so that tests and service workers may replace it.
    send: (request) => fetch(request),
  };
}
