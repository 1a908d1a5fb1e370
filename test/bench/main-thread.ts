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
  readonly args?: { readonly data?: { readonly message?: string } };
}

/** What the page says in the trace, so that its thread is told from those that draw Chromium's own menus. */
const MARK = 'runboard-bench';
const CATEGORIES = ['toplevel', 'devtools.timeline'];

/** Tasks of the page's main thread while `act` runs; the page is open when it is done. */
export async function tasksOf(browser: Browser, page: Page, act: () => Promise<void>): Promise<Task[]> {
  await browser.startTracing(page, { categories: CATEGORIES, screenshots: false });
  await act();
  await page.evaluate(`console.timeStamp(${JSON.stringify(MARK)})`);
  const trace = JSON.parse((await browser.stopTracing()).toString()) as {
    readonly traceEvents: readonly TraceEvent[];
  };
  return mainThreadTasks(trace.traceEvents);
}

function mainThreadTasks(events: readonly TraceEvent[]): Task[] {
  const mark = events.find(({ args }) => args?.data?.message === MARK);
  if (!mark) throw new Error('the trace does not say which thread is the page');
  return events
    .filter(({ name, pid, tid }) => name.endsWith('RunTask') && pid === mark.pid && tid === mark.tid)
    .map(({ dur = 0, tdur = 0 }): Task => ({ wallMs: dur / 1000, cpuMs: tdur / 1000 }));
}
