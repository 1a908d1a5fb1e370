// Notes in an open page when each step was first drawn. An honest measure: it reads what the chart says it has put on
// its canvas, and only in the frame after.
import type { Page } from 'playwright-core';

/** Milliseconds since the Unix epoch by step. */
export type DrawnSteps = ReadonlyMap<number, number>;

// Runs in the page. Text, because this file is compiled without the DOM.
const WATCH = `(() => {
  const drawnAt = (globalThis.runboardDrawnAt = new Map());
  const charts = (root) => [...root.querySelectorAll('*')].flatMap((element) => [
    ...(element.localName === 'rb-line-chart' ? [element] : []),
    ...(element.shadowRoot ? charts(element.shadowRoot) : []),
  ]);
  let chart;
  const look = () => {
    chart = chart?.isConnected ? chart : charts(document)[0];
    const step = chart?.drawn?.lastStep;
    if (step !== undefined && !drawnAt.has(step)) drawnAt.set(step, Date.now());
    requestAnimationFrame(look);
  };
  look();
})()`;

/** Begins to watch the first line chart of the page. */
export async function watchDrawing(page: Page): Promise<void> {
  await page.evaluate(WATCH);
}

/** What was drawn since `watchDrawing`. */
export async function drawnSteps(page: Page): Promise<DrawnSteps> {
  return new Map(await page.evaluate<[number, number][]>('[...globalThis.runboardDrawnAt]'));
}
