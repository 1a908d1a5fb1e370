// The page's own files, from the folder that vite built. No name with a dot segment, a hidden part or an escape
// reaches the disk.
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** A file of the page. */
export interface PageFile {
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
};

const SAFE_PATH = /^(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/;

/** The file at a path that begins with `/`; `/` is index.html. Undefined where there is none. */
export async function readPageFile(folder: string, path: string): Promise<PageFile | undefined> {
  const name = path === '/' ? '/index.html' : path;
  const contentType = TYPES[extname(name)];
  if (contentType === undefined || !SAFE_PATH.test(name)) return undefined;
  try {
    return { contentType, bytes: await readFile(join(folder, name)) };
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

function isAbsence(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR';
}

/**
 * Content-Security-Policy of the page. The socket's address is named because 'self' does not cover ws: in every
 * browser.
 */
export function pagePolicy(hostHeader: string | undefined): string {
  const host = /^[\w.:[\]-]+$/.test(hostHeader ?? '') ? ` ws://${hostHeader} wss://${hostHeader}` : '';
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self'",
    "font-src 'self' data:",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    `connect-src 'self'${host}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** A policy that says who may show the page in a frame, besides the server itself. */
export function framedPolicy(policy: string, framedBy: readonly string[]): string {
  return `${policy}; frame-ancestors ${["'self'", ...framedBy].join(' ')}`;
}

/**
 * Headers of a file of the page by which a browser lets its workers share memory (crossOriginIsolated): what the page
 * embeds is its own, and windows of other sites have no hold on it. The second part is said only where it counts,
 * because browsers complain of it elsewhere: on this machine, or behind a proxy that speaks HTTPS. In a frame of another
 * site the page is not isolated, and works without.
 */
export function isolationHeaders(
  contentType: string,
  hostHeader: string | undefined,
  forwardedProto: string | string[] | undefined,
): Readonly<Record<string, string>> {
  const embeds = { 'Cross-Origin-Embedder-Policy': 'require-corp' };
  const isTrusted = LOOPBACK.test(hostHeader ?? '') || forwardedProto === 'https';
  if (contentType !== 'text/html' || !isTrusted) return embeds;
  return { ...embeds, 'Cross-Origin-Opener-Policy': 'same-origin' };
}

const LOOPBACK = /^(?:localhost|[\w-]+\.localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/i;
