// Every flag of the command line with its default, in one table. Names, defaults and abbreviations as TensorBoard's.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { UsageError } from './usage-error.ts';

/** What a server needs to be told. */
export interface ServerOptions {
  /** Absolute path, or as the caller means it. */
  readonly logdir: string;
  /** `first-free` tries 6006 and the 99 ports behind it; 0 takes any free one. */
  readonly port: number | 'first-free';
  /** Address to listen on. */
  readonly host: string;
  /** Listen on every address; `host` does not count then. */
  readonly bindAll: boolean;
  /** Empty, or begins with `/` and does not end with one. */
  readonly pathPrefix: string;
  /** Pause between two looks at the logdir where no change was heard; 0 looks only once. */
  readonly reloadIntervalSeconds: number;
  readonly windowTitle: string;
  /** Points that TensorBoard's routes answer, by plugin name; 0 means all. */
  readonly samplesPerPlugin: ReadonlyMap<string, number>;
  /** A folder that holds TensorBoard's own page, to be shown instead of ours. For tests; no flag sets it. */
  readonly tensorboardPage?: string;
}

/** What the command line asks for. */
export type CommandLine =
  | {
      readonly kind: 'serve';
      readonly options: Omit<ServerOptions, 'logdir'>;
      readonly logdir: string | undefined;
    }
  | { readonly kind: 'version' }
  | { readonly kind: 'help' };

export const FIRST_PORT = 6006;
export const LAST_PORT = 6105;

interface Flag {
  readonly name: string;
  /** What stands behind the flag in the help; none for a switch. */
  readonly value?: string;
  /** As it would be typed. */
  readonly fallback: string;
  readonly help: string;
}

const FLAGS = [
  {
    name: 'logdir',
    value: 'DIR',
    fallback: '',
    help: 'Folder with event files, searched to any depth; ./runs if it exists.',
  },
  {
    name: 'port',
    value: 'N',
    fallback: 'default',
    help: `Port to serve on; the first free one from ${FIRST_PORT} when not given, any free one for 0.`,
  },
  { name: 'host', value: 'NAME', fallback: 'localhost', help: 'Address to listen on.' },
  { name: 'bind_all', fallback: 'false', help: 'Listen on every address of this machine.' },
  {
    name: 'path_prefix',
    value: 'PATH',
    fallback: '',
    help: 'Path below which everything is served, as /board.',
  },
  {
    name: 'reload_interval',
    value: 'SECONDS',
    fallback: '5',
    help: 'Pause between looks at the logdir where the system tells of no changes; 0 looks once.',
  },
  { name: 'window_title', value: 'TEXT', fallback: '', help: 'Title of the page.' },
  {
    name: 'samples_per_plugin',
    value: 'K=N,…',
    fallback: '',
    help: "Points that TensorBoard's routes answer, as scalars=5000,images=0; 0 answers all.",
  },
  { name: 'version', fallback: 'false', help: 'Print the version.' },
  { name: 'help', fallback: 'false', help: 'Print this text.' },
] as const satisfies readonly Flag[];

type FlagName = (typeof FLAGS)[number]['name'];

/** Reads what follows the program's name. Throws UsageError. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const given = givenFlags(args[0] === 'serve' ? args.slice(1) : args);
  const text = (name: FlagName) =>
    given.get(name) ?? FLAGS.find((flag) => flag.name === name)?.fallback ?? '';
  if (switchOf('help', text('help'))) return { kind: 'help' };
  if (switchOf('version', text('version'))) return { kind: 'version' };
  const bindAll = switchOf('bind_all', text('bind_all'));
  if (bindAll && given.has('host'))
    throw new UsageError('--host and --bind_all exclude each other; give one.');
  return {
    kind: 'serve',
    logdir: text('logdir') === '' ? undefined : expandHome(text('logdir')),
    options: {
      port: portOf(text('port')),
      host: text('host'),
      bindAll,
      pathPrefix: pathPrefixOf(text('path_prefix')),
      reloadIntervalSeconds: secondsOf(text('reload_interval')),
      windowTitle: text('window_title'),
      samplesPerPlugin: samplesOf(text('samples_per_plugin')),
    },
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
  const left = FLAGS.map((flag) => `  --${flag.name}${'value' in flag ? ` ${flag.value}` : ''}`);
  const width = Math.max(...left.map((text) => text.length)) + 2;
  const lines = FLAGS.map((flag, i) => {
    const shown = 'value' in flag && flag.fallback !== '' ? ` (${flag.fallback})` : '';
    return `${(left[i] ?? '').padEnd(width)}${flag.help}${shown}`;
  });
  return ['Usage: runboard --logdir DIR [flags]', '', ...lines, ''].join('\n');
}

function givenFlags(args: readonly string[]): Map<FlagName, string> {
  const given = new Map<FlagName, string>();
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (!arg.startsWith('--')) {
      throw new UsageError(`"${arg}" is no flag. To serve a folder type: runboard --logdir ${arg}`);
    }
    const equals = arg.indexOf('=');
    const flag = flagOf(equals < 0 ? arg : arg.slice(0, equals));
    if (equals >= 0) {
      given.set(flag.name, arg.slice(equals + 1));
    } else if ('value' in flag) {
      const next = args[i + 1];
      if (next === undefined || next.startsWith('--')) {
        throw new UsageError(`--${flag.name} wants a value: --${flag.name} ${flag.value}`);
      }
      given.set(flag.name, next);
      i += 1;
    } else {
      const next = args[i + 1];
      const said = next === 'true' || next === 'false';
      given.set(flag.name, said ? next : 'true');
      if (said) i += 1;
    }
  }
  return given;
}

/** The flag of that name, or the only one that begins so. */
function flagOf(typed: string): (typeof FLAGS)[number] {
  const name = typed.slice(2).replaceAll('-', '_');
  const exact = FLAGS.find((flag) => flag.name === name);
  if (exact) return exact;
  const matches = FLAGS.filter((flag) => name !== '' && flag.name.startsWith(name));
  const [only] = matches;
  if (only && matches.length === 1) return only;
  const candidates = matches.length > 1 ? matches : FLAGS;
  const nearest = candidates.toSorted((a, b) => distance(name, a.name) - distance(name, b.name))[0];
  throw new UsageError(
    `There is no flag ${typed}. The nearest is --${nearest?.name ?? 'help'}; --help lists them all.`,
  );
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

function switchOf(name: string, text: string): boolean {
  if (text === 'true') return true;
  if (text === 'false') return false;
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
