// Who may ask: the name under which this server is asked, the site that asks, and the token where one is needed. The
// same for HTTP and for the socket. SECURITY.md says against what.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** What a server asks of its clients. */
export interface AccessRules {
  /** Undefined where none is needed. */
  readonly token?: string;
  /**
   * Names that are its own besides localhost and addresses, which no stranger's name server can give out. Undefined where
   * any will do, for the token tells who asks.
   */
  readonly hosts?: readonly string[];
  /** Names of proxies in front of it: pages that come from there are its own. */
  readonly proxies: readonly string[];
  /** Where the cookie is sent; empty, or begins with `/`. */
  readonly pathPrefix: string;
}

export type Verdict =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'refused'; readonly status: 401 | 403; readonly message: string }
  /** A first visit with the token in the address: a cookie takes it from there, and the address is asked anew. */
  | { readonly kind: 'signed-in'; readonly location: string; readonly cookie: string };

const ALLOWED: Verdict = { kind: 'allowed' };

/** For the endpoint that training pages of any site send to, with a token of its own: only the name is checked. */
export function verdictOnIngest(request: IncomingMessage, rules: AccessRules): Verdict {
  return isOwnHost(request.headers.host, rules) ? ALLOWED : strangeHost(request.headers.host);
}

/** For everything else. */
export function verdictOn(request: IncomingMessage, rules: AccessRules): Verdict {
  if (!isOwnHost(request.headers.host, rules)) return strangeHost(request.headers.host);
  if (!isOwnSite(request, rules)) return refused(403, 'Only pages of this server and programs may ask.');
  return rules.token === undefined ? ALLOWED : verdictOnToken(request, rules, rules.token);
}

/** Takes the same time whatever was sent. */
export function isSecret(sent: string, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(sent), digest(secret));
}

function refused(status: 401 | 403, message: string): Verdict {
  return { kind: 'refused', status, message };
}

function strangeHost(host: string | undefined): Verdict {
  const name = hostNameOf(host);
  return refused(403, `This server does not go by the name ${name}. Start it with --allow_host ${name}.`);
}

/** A site may give a name of its own this machine's address, and its pages would then be ours to the browser. */
function isOwnHost(host: string | undefined, { hosts }: AccessRules): boolean {
  // Without one it is no browser.
  if (hosts === undefined || host === undefined) return true;
  const name = hostNameOf(host);
  const isLocal = name === 'localhost' || name.endsWith('.localhost');
  return isLocal || isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0 || hosts.includes(name);
}

/** Without the port; lower case. */
function hostNameOf(host = ''): string {
  return host.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '');
}

/** Browsers let any site send requests, and tell which site it was. A link to us may be anywhere. */
function isOwnSite({ method, headers }: IncomingMessage, { proxies }: AccessRules): boolean {
  const site = headers['sec-fetch-site'];
  if (site === 'same-origin' || site === 'none') return true;
  if (site !== undefined && (headers['sec-fetch-mode'] !== 'navigate' || method !== 'GET')) return false;
  const { origin } = headers;
  if (origin === undefined) return true;
  // `null` is what sandboxed frames and files send.
  const from = /^https?:\/\/([^/]+)$/.exec(origin.toLowerCase())?.[1];
  return from !== undefined && (from === headers.host?.toLowerCase() || proxies.includes(hostNameOf(from)));
}

function verdictOnToken(request: IncomingMessage, { pathPrefix }: AccessRules, token: string): Verdict {
  const { method, headers, url = '' } = request;
  // Cookies are not told apart by port.
  const name = `runboard_${/:(\d+)$/.exec(headers.host ?? '')?.[1] ?? '80'}`;
  const [path = '', search = ''] = url.split('?', 2);
  const query = new URLSearchParams(search);
  const inAddress = query.get('token') ?? '';
  if (isSecret(inAddress, token)) {
    if (method !== 'GET' || !headers.accept?.includes('text/html')) return ALLOWED;
    query.delete('token');
    // Never the address of another server, as `//host` would be.
    const location = `${path.replace(/^\/+/, '/')}${query.size > 0 ? `?${query}` : ''}`;
    const cookie = `${name}=${token}; Path=${encodeURI(pathPrefix)}/; HttpOnly; SameSite=Lax`;
    return { kind: 'signed-in', location, cookie };
  }
  const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  if (isSecret(bearer, token) || isSecret(cookieOf(headers.cookie, name), token)) return ALLOWED;
  return refused(
    401,
    'This server wants a token. Open the address that it printed when it started, which ends in ?token=…; ' +
      'programs send it as "Authorization: Bearer …".',
  );
}

function cookieOf(header: string | undefined, name: string): string {
  const pair = (header ?? '').split(';').find((part) => part.trim().startsWith(`${name}=`));
  return pair?.slice(pair.indexOf('=') + 1).trim() ?? '';
}
