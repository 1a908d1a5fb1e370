// Whether a request comes from a page of this server. Browsers let any site send requests, and tell which site it was.

/** Requests without an origin come from programs, which may do what their user may. */
export function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  return origin === undefined || hostOf(origin) === host?.toLowerCase();
}

/** Host and port of an origin; undefined for `null`, which sandboxed frames and files send. */
function hostOf(origin: string): string | undefined {
  return /^https?:\/\/([^/]+)$/.exec(origin.toLowerCase())?.[1];
}
