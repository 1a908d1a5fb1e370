// The file by which notebooks find a running server: TensorBoard's, so that `%tensorboard` starts, finds again and
// lists us. Contract 9; https://github.com/tensorflow/tensorboard/blob/master/tensorboard/manager.py
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a notebook learns of a server. */
export interface ServerInfo {
  readonly version: string;
  readonly port: number;
  readonly pathPrefix: string;
  readonly logdir: string;
  /** What stood behind the program's name. */
  readonly arguments: readonly string[];
  readonly workingDirectory: string;
}

/**
 * Writes the file of this process and answers with what deletes it. Throws what the disk throws. `folder` is
 * TensorBoard's own.
 */
export function writeInfoFile(info: ServerInfo, folder = join(tmpdir(), '.tensorboard-info')): () => void {
  // Made by whoever comes first, and everybody's.
  if (mkdirSync(folder, { recursive: true }) !== undefined) chmodSync(folder, 0o777);
  const path = join(folder, `pid-${process.pid}.info`);
  const fields = {
    cache_key: cacheKeyOf(info.arguments, info.workingDirectory),
    db: '',
    logdir: info.logdir,
    path_prefix: info.pathPrefix,
    pid: process.pid,
    port: info.port,
    start_time: Math.floor(Date.now() / 1000),
    version: info.version,
  };
  // One that an earlier process of this number left behind. Made anew, so that nobody's link is followed.
  rmSync(path, { force: true });
  writeFileSync(path, `${JSON.stringify(fields, undefined, 4)}\n`, { flag: 'wx' });
  return () => rmSync(path, { force: true });
}

/** Equal for equal arguments in the same folder: base64 of Python's `json.dumps(…, sort_keys=True, separators=(",", ":"))`. */
export function cacheKeyOf(args: readonly string[], workingDirectory: string): string {
  const text = JSON.stringify({
    arguments: args,
    configure_kwargs: {},
    working_directory: workingDirectory,
  });
  const ascii = text.replace(
    /[^ -~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return Buffer.from(ascii).toString('base64');
}
