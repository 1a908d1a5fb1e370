// Loaded before the server (`node --import`): its file system, clock and workers fail when a test says so. What fails
// stands as JSON in the file that RUNBOARD_FAULTS names, and may change at any time. Without that file nothing does.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { isMainThread } from 'node:worker_threads';

/** What is to fail. */
export interface InjectedFaults {
  /** The code with which calls fail, as ESTALE. */
  readonly code?: string;
  /** Of which calls; of those below alone whose first argument, or the file of whose descriptor, begins with `below`. */
  readonly calls?: readonly (
    | 'stat'
    | 'open'
    | 'read'
    | 'readdir'
    | 'realpath'
    | 'watch'
    | 'write'
    | 'rename'
  )[];
  readonly below?: string;
  /** Folders are watched, and nothing is told of them. */
  readonly silentWatch?: boolean;
  /** What Date.now tells beyond the truth. */
  readonly clockShiftMs?: number;
  /** Workers die at their next reading: quietly, or by an error that nobody catches. */
  readonly workers?: 'exit' | 'throw';
}

const FILE = process.env['RUNBOARD_FAULTS'] ?? '';
const { readFileSync } = fs;
const trueNow = Date.now;
const paths = new Map<number, string>();

function faults(): InjectedFaults {
  try {
    return JSON.parse(readFileSync(FILE, 'utf8')) as InjectedFaults;
  } catch {
    // Not there, or half written: nothing fails.
    return {};
  }
}

type Call = NonNullable<InjectedFaults['calls']>[number];

function failIfAsked(call: Call, subject: unknown): void {
  const { code, calls = [], below = '', workers } = faults();
  if (workers && !isMainThread && call === 'read') {
    if (workers === 'exit') process.exit(1);
    throw new Error('injected: this worker fails');
  }
  const path = typeof subject === 'number' ? (paths.get(subject) ?? '') : String(subject);
  if (code === undefined || !calls.includes(call) || !path.startsWith(below) || path === FILE) return;
  throw Object.assign(new Error(`${code}: injected, ${call} '${path}'`), { code, syscall: call, path });
}

type Method = (...args: unknown[]) => unknown;

/** Puts a function before each of these methods. */
function guard(
  owner: object,
  names: readonly string[],
  call: Call,
  after?: (given: unknown, args: unknown[]) => void,
): void {
  const methods = owner as Record<string, Method>;
  for (const name of names) {
    const original = methods[name];
    if (!original) throw new Error(`there is no ${name} to fail`);
    methods[name] = (...args) => {
      failIfAsked(call, args[0]);
      const given = original.apply(owner, args);
      after?.(given, args);
      return given;
    };
  }
}

/** The same for methods that answer later: they reject. */
function guardAsync(owner: object, names: readonly string[], call: Call): void {
  const methods = owner as Record<string, Method>;
  for (const name of names) {
    const original = methods[name];
    if (!original) throw new Error(`there is no ${name} to fail`);
    methods[name] = async (...args) => {
      failIfAsked(call, args[0]);
      return original.apply(owner, args);
    };
  }
}

guard(fs, ['statSync', 'lstatSync', 'fstatSync'], 'stat');
guard(fs, ['openSync'], 'open', (descriptor, [path]) => paths.set(Number(descriptor), String(path)));
guard(fs, ['readSync'], 'read');
guard(fs, ['readdirSync'], 'readdir');
guard(fs, ['realpathSync'], 'realpath');
const { watch } = fs;
fs.watch = ((...args: Parameters<typeof watch>) =>
  faults().silentWatch ? watch(args[0], { persistent: false }) : watch(...args)) as typeof watch;
guard(fs, ['watch'], 'watch');
guard(fs, ['writeFileSync', 'mkdirSync'], 'write');
guardAsync(fs.promises, ['stat', 'lstat'], 'stat');
guardAsync(fs.promises, ['open'], 'open');
guardAsync(fs.promises, ['mkdir'], 'write');
guardAsync(fs.promises, ['rename'], 'rename');
Date.now = () => trueNow() + (faults().clockShiftMs ?? 0);
syncBuiltinESMExports();
