// Resident memory as Linux tells it in /proc. Megabytes of a million bytes.
import { readdirSync, readFileSync } from 'node:fs';

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

/** What a process and all that it started hold now. Pages that several of them share count for each. */
export function treeMbOf(pid: number): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    // pid (name) state parent …: the name may hold anything.
    const parent = procFile(Number(name), 'stat').split(') ').at(-1)?.split(' ')[1];
    parents.set(Number(name), Number(parent ?? 0));
  }
  const belongs = (one: number): boolean => one === pid || (one > 1 && belongs(parents.get(one) ?? 0));
  return [...parents.keys()].filter(belongs).reduce((sum, one) => sum + statusMb(one, 'VmRSS'), 0);
}
