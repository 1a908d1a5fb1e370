// Serves the page of pages/projections.ts with the headers and the policy of the real one, and points beside it.
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { isolationHeaders, pagePolicy, readPageFile } from '../../server/api/page-files.ts';

/** Whoever started it closes it. */
export interface ProjectionsSite {
  readonly url: string;
  close(): Promise<void>;
}

/** `points` by their path, float32 as they lie in memory. Without `isolated` the page's threads share no memory. */
export async function startProjectionsSite(
  points: Readonly<Record<string, Float32Array>>,
  { isolated = true } = {},
): Promise<ProjectionsSite> {
  const folder = await mkdtemp(join(tmpdir(), 'runboard-projections-'));
  await build({
    configFile: false,
    root: resolve('test/browser/pages'),
    base: './',
    logLevel: 'error',
    worker: { format: 'es' },
    build: {
      target: 'es2023',
      outDir: folder,
      emptyOutDir: true,
      rolldownOptions: { input: [resolve('test/browser/pages/projections.html')] },
    },
  });
  const server = createServer(async (request, response) => {
    const path = request.url === '/' ? '/projections.html' : (request.url ?? '');
    const values = points[path];
    const file = values
      ? {
          contentType: 'application/octet-stream',
          bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
        }
      : await readPageFile(folder, path);
    const contentType = file?.contentType ?? 'text/plain';
    response.statusCode = file ? 200 : 404;
    if (isolated) {
      const headers = isolationHeaders(contentType, request.headers.host, undefined);
      response.setHeaders(new Map(Object.entries(headers)));
    }
    if (contentType === 'text/html') {
      response.setHeader('content-security-policy', pagePolicy(request.headers.host));
    }
    response.setHeader('content-type', contentType);
    response.end(file?.bytes);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.closeAllConnections();
      server.close();
      await rm(folder, { recursive: true });
    },
  };
}
