// The flags of the command line, in two tables: ours, and TensorBoard's that mean nothing here. Names, defaults and
// abbreviations as TensorBoard's argument parser has them, so that what starts TensorBoard can start us.
import { UsageError } from './usage-error.ts';

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
    name: 'logdir_spec',
    value: 'NAME:DIR,…',
    fallback: '',
    help: 'Several folders in place of one; NAME comes in front of the names of its runs and may be left out.',
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
    name: 'auth',
    value: 'token|none',
    fallback: 'default',
    help: 'Whether the page wants the token that is printed, or that RUNBOARD_TOKEN holds; by default where other machines can reach it.',
  },
  {
    name: 'allow_host',
    value: 'NAME,…',
    fallback: '',
    help: 'Names besides localhost under which the page may be asked for, as behind a proxy.',
  },
  {
    name: 'allow_embedding',
    value: 'ORIGIN,…',
    fallback: '',
    help: 'Sites that may show the page in a frame, as https://hub.example; notebooks on this machine may.',
  },
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
    name: 'allow_delete',
    fallback: 'false',
    help: 'Let the page move runs to the trash, the folder .runboard/trash of the logdir.',
  },
  {
    name: 'samples_per_plugin',
    value: 'K=N,…',
    fallback: '',
    help: "Points that TensorBoard's routes answer, as scalars=5000,images=0; 0 answers all.",
  },
  {
    name: 'ingest',
    fallback: 'false',
    help: 'Take records that training pages send, with the token that is printed or that RUNBOARD_INGEST_TOKEN holds.',
  },
  {
    name: 'no_cache',
    fallback: 'false',
    help: 'Neither start from what an earlier start kept in the cache folder nor keep anything there.',
  },
  {
    name: 'clear_cache',
    fallback: 'false',
    help: 'Remove what earlier starts kept in the cache folder, of all logdirs, before anything is read.',
  },
  { name: 'inspect', fallback: 'false', help: 'Print what the event files hold, and end.' },
  { name: 'event_file', value: 'FILE', fallback: '', help: 'With --inspect: one file in place of a folder.' },
  { name: 'tag', value: 'TAG', fallback: '', help: 'With --inspect: only this tag.' },
  { name: 'json', fallback: 'false', help: 'With --inspect: as JSON.' },
  {
    name: 'out',
    value: 'FILE',
    fallback: '',
    help: 'With export: the file to write; - for the standard output.',
  },
  {
    name: 'format',
    value: 'NAME',
    fallback: '',
    help: "With export: parquet, csv, json, arrow or arrow-stream; by the file's name when not given.",
  },
  {
    name: 'table',
    value: 'NAME',
    fallback: 'scalars',
    help: 'With export: what to write; scalars, histograms, images, runs, series, hparams, tensors, …',
  },
  { name: 'runs', value: 'REGEX', fallback: '', help: 'With export: only runs in whose name it is found.' },
  { name: 'tags', value: 'REGEX', fallback: '', help: 'With export: only tags in which it is found.' },
  { name: 'version', fallback: 'false', help: 'Print the version.' },
  { name: 'help', fallback: 'false', help: 'Print this text.' },
] as const satisfies readonly Flag[];

export type FlagName = (typeof FLAGS)[number]['name'];

/** TensorBoard's flags that are taken and have no effect; `why` completes "--flag has no effect here: …". */
const WITHOUT_EFFECT: readonly {
  readonly name: string;
  readonly isSwitch?: true;
  readonly why: string;
}[] = [
  { name: 'load_fast', why: 'there is one way of loading, and it is the fast one' },
  { name: 'reload_multifile', why: 'all files of a run are always followed' },
  { name: 'reload_multifile_inactive_secs', why: 'a file is followed whatever its age' },
  { name: 'max_reload_threads', why: 'files are read by as many threads as help' },
  { name: 'reload_task', why: 'there is one way of reloading' },
  { name: 'detect_file_replacement', why: 'replaced files are always noticed' },
  {
    name: 'purge_orphaned_data',
    why: 'what a restarted training wrote anew always replaces what it wrote before',
  },
  { name: 'reuse_port', why: 'a port that another program holds is never shared' },
  { name: 'generic_data', why: 'there is one way of providing data' },
  { name: 'extra_data_server_flags', why: 'no other program loads the data' },
  { name: 'grpc_creds_type', why: 'no other program loads the data' },
  { name: 'grpc_data_provider', why: 'data come from event files only' },
  { name: 'db', why: 'data come from event files only' },
  { name: 'db_import', isSwitch: true, why: 'data come from event files only' },
  { name: 'verbosity', why: 'problems are always printed' },
];

/** Names under which a flag of ours also goes; none is found by an abbreviation. */
const ALIASES: Readonly<Record<string, FlagName>> = {
  version_tb: 'version',
  helpfull: 'help',
  helpshort: 'help',
};

/** Flags as they were typed, the last of a kind counting, and a sentence for each that has no effect. */
export interface GivenFlags {
  readonly given: ReadonlyMap<FlagName, string>;
  readonly warnings: readonly string[];
}

/** Reads all arguments. Throws UsageError. */
export function givenFlags(args: readonly string[]): GivenFlags {
  const given = new Map<FlagName, string>();
  const warnings: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (!arg.startsWith('--')) {
      throw new UsageError(`"${arg}" is no flag. To serve a folder type: runboard --logdir ${arg}`);
    }
    const equals = arg.indexOf('=');
    const flag = knownFlag(equals < 0 ? arg : arg.slice(0, equals));
    let value: string;
    if (equals >= 0) {
      value = arg.slice(equals + 1);
    } else {
      const typed = valueBehind(flag, args[i + 1]);
      value = typed ?? 'true';
      if (typed !== undefined) i += 1;
    }
    if (flag.own === undefined) warnings.push(`--${flag.name} has no effect here: ${flag.why}.`);
    else given.set(flag.own, value);
  }
  return { given, warnings };
}

/** What a flag means when it is not given, as it would be typed. */
export function fallbackOf(name: FlagName): string {
  return FLAGS.find((flag) => flag.name === name)?.fallback ?? '';
}

/** The flags with their meanings, a line each. */
export function flagLines(): readonly string[] {
  const left = FLAGS.map((flag) => `  --${flag.name}${'value' in flag ? ` ${flag.value}` : ''}`);
  const width = Math.max(...left.map((text) => text.length)) + 2;
  return FLAGS.map((flag, i) => {
    const shown = 'value' in flag && flag.fallback !== '' ? ` (${flag.fallback})` : '';
    return `${(left[i] ?? '').padEnd(width)}${flag.help}${shown}`;
  });
}

interface KnownFlag {
  readonly name: string;
  /** Undefined for one that has no effect. */
  readonly own?: FlagName;
  readonly value?: string;
  readonly why?: string;
}

const KNOWN: readonly KnownFlag[] = [
  ...FLAGS.map((flag) => ({ ...flag, own: flag.name })),
  ...WITHOUT_EFFECT.map(({ name, isSwitch, why }) => ({
    name,
    why,
    ...(isSwitch ? {} : { value: 'VALUE' }),
  })),
];

/** The value that stands behind a flag; undefined for a switch without one. */
function valueBehind({ name, value }: KnownFlag, next: string | undefined): string | undefined {
  if (value === undefined) return /^(?:true|false)$/i.test(next ?? '') ? next : undefined;
  if (next !== undefined && !next.startsWith('--')) return next;
  throw new UsageError(`--${name} wants a value: --${name} ${value}`);
}

/** The flag of that name, or the only one that begins so. */
function knownFlag(typed: string): KnownFlag {
  const dashless = typed.slice(2).replaceAll('-', '_');
  const name = ALIASES[dashless] ?? dashless;
  const exact = KNOWN.find((flag) => flag.name === name);
  if (exact) return exact;
  const matches = KNOWN.filter((flag) => name !== '' && flag.name.startsWith(name));
  const [only] = matches;
  if (only && matches.length === 1) return only;
  if (matches.length > 1) {
    const names = matches.map((flag) => `--${flag.name}`);
    throw new UsageError(
      `${typed} may mean ${names.slice(0, -1).join(', ')} or ${names.at(-1)}; write it out.`,
    );
  }
  const nearest = FLAGS.toSorted((a, b) => distance(name, a.name) - distance(name, b.name))[0];
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
