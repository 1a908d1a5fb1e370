// How long the page's main thread was busy at a time, from Chromium's own trace. A task's CPU time tells what it costs
// also on a machine that has other things to do; its duration is what a user waits.
import type { Browser, Page } from 'playwright-core';

/** One task of the event loop, in milliseconds. */
export interface Task {
  readonly wallMs: number;
  readonly cpuMs: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds; missing for what has no duration. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: unknown; readonly data?: { readonly url?: unknown } };
}

const CATEGORIES = ['toplevel', 'devtools.timeline', '__metadata'];

/** Tasks of the page's main thread while `act` runs. */
export async function tasksOf(browser: Browser, page: Page, act: () => Promise<void>): Promise<Task[]> {
  await browser.startTracing(page, { categories: CATEGORIES, screenshots: false });
  await act();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as {
    readonly traceEvents: readonly TraceEvent[];
  };
  return mainThreadTasks(trace.traceEvents);
}

/** The busiest renderer is the page's: others hold nothing but an empty tab. */
function mainThreadTasks(events: readonly TraceEvent[]): Task[] {
  const mains = events.filter(
    ({ name, ph, args }) => ph === 'M' && name === 'thread_name' && args?.name === 'CrRendererMain',
  );
  const busy = mains.map(({ pid, tid }) =>
    events
      .filter((event) => event.pid === pid && event.tid === tid && event.name.endsWith('RunTask'))
      .map(({ dur = 0, tdur = 0 }): Task => ({ wallMs: dur / 1000, cpuMs: tdur / 1000 })),
  );
  const total = (tasks: readonly Task[]) => tasks.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
  return busy.toSorted((a, b) => total(b) - total(a))[0] ?? [];
}
