// Who may ask and who may frame, from the options: strict where other machines can reach the server.
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { AccessRules } from './api/access.ts';
import { isLoopback } from './listen.ts';
import type { ServerOptions } from './options.ts';

type Options = Pick<
  ServerOptions,
  'host' | 'bindAll' | 'auth' | 'allowHosts' | 'allowEmbedding' | 'pathPrefix'
>;

/** Notebooks and editors on the same machine. */
const LOCAL_FRAMES = ['http://localhost:*', 'https://localhost:*', 'http://127.0.0.1:*', 'vscode-webview:'];

/** A token of the user's own, in RUNBOARD_TOKEN, holds over restarts; else each server makes a new one. */
export function accessOf(options: Options, environment: NodeJS.ProcessEnv): AccessRules {
  const { auth, host, bindAll, allowHosts, pathPrefix } = options;
  const always = { pathPrefix, proxies: allowHosts };
  if (auth === 'token' || (auth === 'default' && !isLoopback(options))) {
    return { token: environment['RUNBOARD_TOKEN'] || randomBytes(24).toString('base64url'), ...always };
  }
  const own = bindAll ? hostname() : host;
  return { hosts: [own.toLowerCase(), ...allowHosts], ...always };
}

/** Sources of a Content-Security-Policy. */
export function framedByOf(options: Options): readonly string[] {
  return isLoopback(options) ? [...LOCAL_FRAMES, ...options.allowEmbedding] : options.allowEmbedding;
}

/** What it means that other machines can reach the server; undefined where none can. */
export function reachNotice(options: Options, { token }: AccessRules): string | undefined {
  if (isLoopback(options)) return undefined;
  return token === undefined
    ? 'Other machines can reach this server, and anybody there may read the logs and write notes: --auth none asks for no token.'
    : 'Other machines can reach this server. Whoever has the token may read the logs and write notes; nothing is encrypted on the way.';
}
