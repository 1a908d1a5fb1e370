// What a process costs, as Linux tells it in /proc: resident memory, in megabytes of a million bytes, and time of a core.
import { readdirSync, readFileSync } from 'node:fs';

/** The unit of times there, on every usual kernel. */
const TICK_MS = 10;

/** Text of a file of a process; empty where the process has ended. */
function procFile(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return '';
    throw error;
  }
}

function statusMb(pid: number, field: string): number {
  const kib = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(procFile(pid, 'status'))?.[1] ?? 0;
  return (Number(kib) * 1024) / 1e6;
}

/** The most that a process ever held, all its threads; 0 where it has ended. */
export function peakMbOf(pid: number): number {
  return statusMb(pid, 'VmHWM');
}

/** A process and all that it started. */
function treeOf(pid: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    parents.set(Number(name), Number(statOf(Number(name))[1] ?? 0));
  }
  const belongs = (one: number): boolean => one === pid || (one > 1 && belongs(parents.get(one) ?? 0));
  return [...parents.keys()].filter(belongs);
}

/** From the state on: `pid (name) state parent …`, where the name may hold anything. */
function statOf(pid: number): readonly string[] {
  return procFile(pid, 'stat').split(') ').at(-1)?.split(' ') ?? [];
}

/** What a process and all that it started hold now. Pages that several of them share count for each. */
export function treeMbOf(pid: number): number {
  return treeOf(pid).reduce((sum, one) => sum + statusMb(one, 'VmRSS'), 0);
}

/** Milliseconds of a core that a process and all that it started took until now, to within 10 for each. */
export function treeCpuMsOf(pid: number): number {
  return treeOf(pid).reduce((sum, one) => {
    const [user = 0, system = 0] = statOf(one).slice(11, 13);
    return sum + (Number(user) + Number(system)) * TICK_MS;
  }, 0);
}
