// Embeddings on disk: their files, and the config that names them. Whoever reads while this writes, or after the process
// was killed, finds whole files and a config that names none that is not there.
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { CONFIG_FILE } from '../../plugins/projector/kind.ts';
import { type EmbeddingFiles, withEmbedding } from '../../plugins/projector/summary.ts';

/**
 * Writes the files below `logDir`, then the config with one more block. Throws what the system says; the config is then
 * as it was. Two processes that add to one config at the same moment may lose one of their blocks.
 */
export function writeEmbedding(logDir: string, { folder, files, embedding }: EmbeddingFiles): void {
  const path = join(logDir, ...folder.split('/'));
  mkdirSync(path, { recursive: true });
  for (const { name, bytes } of files) replaceFile(join(path, name), bytes);
  const config = join(logDir, CONFIG_FILE);
  replaceFile(config, Buffer.from(withEmbedding(textOf(config), embedding)));
}

/** Empty where there is no such file. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

/** The file is at all times the old one or the new one, whole. */
function replaceFile(path: string, bytes: Uint8Array): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = openSync(temporary, 'w');
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
