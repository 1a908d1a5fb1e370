// What the command line asks for: the flags' texts made into options.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { LogdirRoot } from '../src/reader/composite-logdir.ts';
import { type FlagName, fallbackOf, flagLines, givenFlags } from './flags.ts';
import { UsageError } from './usage-error.ts';

/** What a server needs to be told. */
export interface ServerOptions {
  /** Absolute path, or as the caller means it; with `roots`, only shown. */
  readonly logdir: string;
  /** Several folders that are served as one. */
  readonly roots?: readonly LogdirRoot[];
  /** `first-free` tries 6006 and the 99 ports behind it; 0 takes any free one. */
  readonly port: number | 'first-free';
  /** Address to listen on. */
  readonly host: string;
  /** Listen on every address; `host` does not count then. */
  readonly bindAll: boolean;
  /** Whether clients need a token; by default where other machines can reach the server. */
  readonly auth: 'default' | 'token' | 'none';
  /** Names under which it may be asked, besides localhost and addresses. Lower case. */
  readonly allowHosts: readonly string[];
  /** Origins that may show the page in a frame. */
  readonly allowEmbedding: readonly string[];
  /** Empty, or begins with `/` and does not end with one. */
  readonly pathPrefix: string;
  /** Pause between two looks at the logdir where no change was heard; 0 looks only once. */
  readonly reloadIntervalSeconds: number;
  readonly windowTitle: string;
  /** Whether the page may move runs to the trash folder. */
  readonly allowDelete: boolean;
  /** Points that TensorBoard's routes answer, by plugin name; 0 means all. */
  readonly samplesPerPlugin: ReadonlyMap<string, number>;
  /** Whether training pages may send records into the logdir. */
  readonly ingest: boolean;
  /** Whether what was read is kept in the user's cache folder, and the next start begins with it. */
  readonly cache: boolean;
  /** Whether everything that is kept there is removed first. */
  readonly clearCache: boolean;
  /** In place of the user's cache folder. For tests; no flag sets it. */
  readonly cacheFolder?: string;
  /** A folder that holds TensorBoard's own page, to be shown instead of ours. For tests; no flag sets it. */
  readonly tensorboardPage?: string;
  /** In place of the user's folder of settings. For tests; no flag sets it. */
  readonly userFolder?: string;
  /** Connections at the same time; what comes beyond is closed at once. Default 8192. */
  readonly maxConnections?: number;
}

/** What the command line asks for. `logdir` is undefined where none was named. */
export type CommandLine =
  | {
      readonly kind: 'serve';
      readonly options: Omit<ServerOptions, 'logdir'>;
      readonly logdir: string | undefined;
      /** Sentences to be printed. */
      readonly warnings: readonly string[];
    }
  | {
      readonly kind: 'inspect';
      readonly logdir: string | undefined;
      /** One file in place of a folder; then `logdir` is undefined. */
      readonly eventFile: string | undefined;
      readonly tag: string | undefined;
      readonly json: boolean;
    }
  | {
      readonly kind: 'export';
      readonly logdir: string | undefined;
      /** `-` is the standard output. */
      readonly out: string;
      /** Undefined where the name of the file is to tell. */
      readonly format: string | undefined;
      readonly table: string;
      /** Regular expressions. */
      readonly runs: string | undefined;
      readonly tags: string | undefined;
    }
  | { readonly kind: 'version' }
  | { readonly kind: 'help' };

/** Reads what follows the program's name. Throws UsageError. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const [word, ...rest] = args;
  const command = word === 'serve' || word === 'inspect' || word === 'export' ? word : undefined;
  // `runboard inspect DIR` is what one types, or `inspect --json DIR`; TensorBoard knows only flags.
  const at = rest[0] === '--json' ? 1 : 0;
  const plain = (command === 'inspect' || command === 'export') && rest[at]?.startsWith('--') === false;
  const flags = plain ? [...rest.slice(0, at), '--logdir', ...rest.slice(at)] : rest;
  const { given, warnings } = givenFlags(command === undefined ? args : flags);
  const text = (name: FlagName) => given.get(name) ?? fallbackOf(name);
  const on = (name: FlagName) => switchOf(name, text(name));
  if (on('help')) return { kind: 'help' };
  if (on('version')) return { kind: 'version' };
  const logdir = text('logdir') === '' ? undefined : expandHome(text('logdir'));
  if (command === 'inspect' || on('inspect'))
    return inspection(command === 'inspect', logdir, text, on('json'));
  for (const name of ['event_file', 'tag', 'json'] as const) {
    if (given.has(name)) throw new UsageError(`--${name} goes with --inspect only.`);
  }
  if (command === 'export') return exporting(logdir, text);
  for (const name of ['out', 'format', 'table', 'runs', 'tags'] as const) {
    if (given.has(name))
      throw new UsageError(`--${name} goes with export only: runboard export DIR --out FILE`);
  }
  const bindAll = on('bind_all');
  if (bindAll && given.has('host'))
    throw new UsageError('--host and --bind_all exclude each other; give one.');
  const spec = text('logdir_spec');
  if (spec !== '' && logdir !== undefined)
    throw new UsageError('--logdir and --logdir_spec exclude each other; give one.');
  if (spec !== '' && on('ingest'))
    throw new UsageError('--ingest goes with one folder: give --logdir in place of --logdir_spec.');
  if (spec !== '' && on('allow_delete'))
    throw new UsageError(
      '--allow_delete does not go with --logdir_spec; serve the one folder with --logdir.',
    );
  return {
    kind: 'serve',
    logdir: spec === '' ? logdir : spec,
    options: {
      ...(spec === '' ? {} : { roots: rootsOf(spec) }),
      port: portOf(text('port')),
      host: text('host'),
      bindAll,
      auth: authOf(text('auth')),
      allowHosts: listOf(text('allow_host')).map((name) => name.toLowerCase()),
      allowEmbedding: listOf(text('allow_embedding')).map(originOf),
      pathPrefix: pathPrefixOf(text('path_prefix')),
      reloadIntervalSeconds: secondsOf(text('reload_interval')),
      windowTitle: text('window_title'),
      allowDelete: on('allow_delete'),
      samplesPerPlugin: samplesOf(text('samples_per_plugin')),
      ingest: on('ingest'),
      cache: !on('no_cache'),
      clearCache: on('clear_cache'),
    },
    warnings,
  };
}

/** The options of a server for which no flag was given. */
export function defaultOptions(logdir: string): ServerOptions {
  const line = readCommandLine([]);
  if (line.kind !== 'serve') throw new Error('no flags must mean to serve');
  return { ...line.options, logdir };
}

/** The text of `--help`. */
export function helpText(): string {
  return [
    'Usage: runboard [serve] --logdir DIR [flags]    serves the folder',
    '       runboard inspect DIR [flags]             prints what it holds',
    '       runboard export DIR --out FILE [flags]   writes its data as Parquet, CSV, JSON or Arrow',
    '',
    ...flagLines(),
    '',
  ].join('\n');
}

function exporting(logdir: string | undefined, text: (name: FlagName) => string): CommandLine {
  if (text('logdir_spec') !== '')
    throw new UsageError('--logdir_spec does not go with export; export one folder after the other.');
  const out = text('out');
  if (out === '') throw new UsageError('export wants to know whereto: add --out FILE, or --out - to print.');
  return {
    kind: 'export',
    logdir,
    out: out === '-' ? out : expandHome(out),
    format: text('format') || undefined,
    table: text('table'),
    runs: text('runs') || undefined,
    tags: text('tags') || undefined,
  };
}

function inspection(
  isCommand: boolean,
  logdir: string | undefined,
  text: (name: FlagName) => string,
  json: boolean,
): CommandLine {
  if (text('logdir_spec') !== '')
    throw new UsageError('--logdir_spec does not go with --inspect; inspect one folder after the other.');
  const eventFile = text('event_file') === '' ? undefined : expandHome(text('event_file'));
  if (eventFile !== undefined && logdir !== undefined)
    throw new UsageError('--logdir and --event_file exclude each other; give one.');
  if (!isCommand && eventFile === undefined && logdir === undefined)
    throw new UsageError('--inspect wants to know what: add --logdir DIR or --event_file FILE.');
  return { kind: 'inspect', logdir, eventFile, tag: text('tag') || undefined, json };
}

/**
 * The folders of `--logdir_spec`: a text before a colon is a name, unless it looks like a path or an address. As in
 * TensorBoard a folder that is named twice counts once, under its last name.
 */
function rootsOf(spec: string): LogdirRoot[] {
  const names = new Map<string, string>();
  for (const part of spec.split(',').filter((entry) => entry !== '')) {
    if (/^[a-zA-Z][0-9a-zA-Z.]*:\/\//.test(part))
      throw new UsageError(`--logdir_spec: "${part}" is no folder of this machine.`);
    const colon = part.startsWith('/') || /^[a-zA-Z]:\\/.test(part) ? -1 : part.indexOf(':');
    const path = part.slice(colon + 1);
    if (path === '') throw new UsageError(`--logdir_spec: "${part}" names no folder; write name:/path.`);
    names.set(expandHome(path), colon < 0 ? '' : part.slice(0, colon));
  }
  if (names.size === 0) throw new UsageError(`--logdir_spec ${spec}: no folder is named; write name:/path.`);
  return [...names].map(([path, name]) => ({ name, path }));
}

function switchOf(name: string, text: string): boolean {
  if (/^true$/i.test(text)) return true;
  if (/^false$/i.test(text)) return false;
  throw new UsageError(`--${name}=${text}: only true and false are possible.`);
}

function portOf(text: string): number | 'first-free' {
  if (text === 'default') return 'first-free';
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new UsageError(`--port ${text}: a port is a whole number from 0 to 65535.`);
}

function secondsOf(text: string): number {
  const seconds = Number(text);
  if (text.trim() !== '' && Number.isFinite(seconds) && seconds >= 0) return seconds;
  throw new UsageError(`--reload_interval ${text}: a number of seconds, 0 or more, is wanted.`);
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function authOf(text: string): ServerOptions['auth'] {
  if (text === 'default' || text === 'token' || text === 'none') return text;
  throw new UsageError(`--auth ${text}: there are token and none.`);
}

function originOf(text: string): string {
  // It becomes part of a header: nothing in it may end the list that it stands in.
  if (/^https?:\/\/[\w*.[\]:-]+$/.test(text)) return text;
  throw new UsageError(
    `--allow_embedding ${text}: an origin is wanted, as https://hub.example or http://host:8888.`,
  );
}

function pathPrefixOf(text: string): string {
  const prefix = text.replace(/\/+$/, '');
  if (prefix === '' || /^\/[^/?#]/.test(prefix)) return prefix;
  throw new UsageError(`--path_prefix ${text}: it must begin with one /, as in --path_prefix /board.`);
}

function samplesOf(text: string): Map<string, number> {
  const samples = new Map<string, number>();
  for (const part of text.split(',').filter((entry) => entry.trim() !== '')) {
    const match = /^\s*([\w-]+)\s*=\s*(\d+)\s*$/.exec(part);
    if (!match) throw new UsageError(`--samples_per_plugin: "${part}" is not of the form scalars=5000.`);
    samples.set(match[1] ?? '', Number(match[2]));
  }
  return samples;
}

function expandHome(path: string): string {
  if (path === '~') return homedir();
  return path.startsWith('~/') ? join(homedir(), path.slice(2)) : resolve(path);
}
