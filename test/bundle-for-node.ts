// Source as Node can run it, for tests that need a process of their own: Node 20 reads no TypeScript.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

/** A bundle in a folder of its own. */
export interface NodeBundle {
  /** Path of the ES module; it exports what the source does and needs no node_modules. */
  readonly path: string;
  /** Takes the folder away. */
  remove(): void;
}

/** Bundles `source`, a path from the project's root, with all it imports. Takes about a quarter of a second. */
export async function bundleForNode(source: string): Promise<NodeBundle> {
  const folder = mkdtempSync(join(tmpdir(), 'runboard-bundle-'));
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: source,
      outDir: folder,
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'bundle.mjs' } },
    },
  });
  return { path: join(folder, 'bundle.mjs'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
