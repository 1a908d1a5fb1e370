// Where the index of what is served lies: in the user's cache folder, one for each logdir.
import { join } from 'node:path';
import { clearCache, INDEX_SUFFIX } from '../src/reader/cache/index-cache.ts';
import type { IndexOptions } from '../src/reader/store/index-keeper.ts';
import { folderNameOf } from './documents/document-places.ts';
import type { ServerOptions } from './options.ts';
import { cacheFolder } from './user-folders.ts';

/** Undefined where none is wanted. */
export function indexOf(options: ServerOptions): IndexOptions | undefined {
  if (!options.cache) return undefined;
  return { path: join(folderOf(options), `${folderNameOf(options)}${INDEX_SUFFIX}`) };
}

/** Removes the indexes of all logdirs. Tells how many there were. */
export function clearIndexes(options: Pick<ServerOptions, 'cacheFolder'>): number {
  return clearCache(folderOf(options));
}

function folderOf({ cacheFolder: given }: Pick<ServerOptions, 'cacheFolder'>): string {
  return join(given ?? cacheFolder(process.env, process.platform), 'index');
}
