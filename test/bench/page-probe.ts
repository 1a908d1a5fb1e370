// What benches measure inside an open page: frames, long tasks, and whether the charts of either make show all runs.
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { quantile } from './bench.ts';

const GIVE_UP_MS = 60_000;

/** Time between frames while something was done, and tasks of 50 ms and more, in milliseconds. */
export interface Frames {
  readonly frames: readonly number[];
  readonly longTasks: readonly number[];
}

// Runs in the page. Text, because this file is compiled without the DOM.
const START = `(() => {
  const probe = (globalThis.runboardProbe = { frames: [], longTasks: [], on: true });
  probe.observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) probe.longTasks.push(duration);
  });
  probe.observer.observe({ entryTypes: ['longtask'] });
  let before;
  const frame = (now) => {
    if (before !== undefined) probe.frames.push(now - before);
    before = now;
    if (probe.on) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})()`;
const STOP = `(() => {
  const probe = globalThis.runboardProbe;
  probe.on = false;
  for (const { duration } of probe.observer.takeRecords()) probe.longTasks.push(duration);
  probe.observer.disconnect();
  return { frames: probe.frames, longTasks: probe.longTasks };
})()`;

/** Frames and long tasks while `act` runs. */
export async function framesOf(page: Page, act: () => Promise<unknown>): Promise<Frames> {
  await page.evaluate(START);
  await act();
  return page.evaluate<Frames>(STOP);
}

/** Frames in a second on average, and the longest frame: what a hand feels. */
export function frameNumbers({ frames, longTasks }: Frames): Record<string, number> {
  const total = frames.reduce((sum, frame) => sum + frame, 0);
  return {
    perSecond: (1000 * frames.length) / total,
    p95: quantile(frames, 0.95),
    max: quantile(frames, 1),
    longCount: longTasks.length,
  };
}

/** Elements of our page with a name, through shadow roots. */
const DEEP = `const deep = (root, name) => [...root.querySelectorAll('*')].flatMap((element) => [
  ...(element.localName === name ? [element] : []),
  ...(element.shadowRoot ? deep(element.shadowRoot, name) : []),
]);`;

/** How many of our charts there are, how many of them are drawn, and how many curves the first drawn one has. */
export function ourCharts(page: Page): Promise<{ charts: number; drawn: number; curves: number }> {
  return page.evaluate(`(() => {
    ${DEEP}
    const charts = deep(document, 'rb-line-chart');
    const drawn = charts.filter((chart) => chart.drawn?.points > 0);
    return { charts: charts.length, drawn: drawn.length, curves: drawn[0]?.lines.length ?? 0 };
  })()`);
}

/**
 * To be added before a page is opened: notes when one of our charts first showed so many curves. Looks only where charts
 * are: a walk through the whole page in each frame would be half of what is measured.
 */
export const noteFirstChart = (curves: number) => `(() => {
  const there = (root) => [...root.querySelectorAll('rb-dashboard-outlet, rb-scalar-dashboard, rb-scalar-card, rb-line-chart')].some(
    (one) => one.localName === 'rb-line-chart'
      ? one.drawn?.points > 0 && one.lines.length >= ${curves}
      : one.shadowRoot && there(one.shadowRoot));
  const look = () => {
    const app = document.querySelector('rb-app')?.shadowRoot;
    if (app && there(app)) globalThis.runboardFirstChart = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()`;

/** Asks an open page again and again, by a way that its policy does not refuse; rejects after a minute. */
export async function until<Answer>(
  page: Pick<Page, 'evaluate'>,
  script: string,
  giveUpMs = GIVE_UP_MS,
): Promise<Answer> {
  const since = performance.now();
  for (;;) {
    const answer = await page.evaluate<Answer | undefined>(script);
    if (answer) return answer;
    if (performance.now() - since > giveUpMs) throw new Error(`was never so: ${script}`);
    await pause(20);
  }
}

/** Milliseconds from opening the page; resolves when it was so. */
export function firstChart(page: Page): Promise<number> {
  return until(page, 'globalThis.runboardFirstChart');
}

/** Milliseconds of drawing our first chart anew, of script alone; the least of several. */
export function redrawMs(page: Page): Promise<number> {
  return page.evaluate(`(async () => {
    ${DEEP}
    const [chart] = deep(document, 'rb-line-chart');
    const nextFrame = () => new Promise((done) => requestAnimationFrame(done));
    const pixel = new OffscreenCanvas(1, 1).getContext('2d');
    let least = Infinity;
    for (let round = 0; round < 5; round++) {
      chart.lines = [...chart.lines];
      await chart.updateComplete;
      const { drawn } = chart;
      const from = performance.now();
      // Asked for after the chart's own frame, so called after it; a late frame is left out.
      do await nextFrame();
      while (chart.drawn === drawn);
      // Reading a pixel waits until the strokes are rasterised.
      pixel.drawImage(chart.shadowRoot.querySelector('canvas'), 0, 0);
      pixel.getImageData(0, 0, 1, 1);
      least = Math.min(least, performance.now() - from);
      await nextFrame();
    }
    return least;
  })()`);
}

/** Bytes of live JavaScript objects. */
export async function heapBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}
