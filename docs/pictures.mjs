// Makes docs/curves-*.png: the page of curves and TensorBoard's, on one logdir, light and dark.
// `npm run build && node docs/pictures.mjs`; needs Chromium and a Python with TensorBoard, as CONTRIBUTING.md says.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SummaryWriter } from '../dist/src/index.js';
import { launchChromium, pythonPath } from '../dist/test/machine.js';
import { startedAt, startRunboard } from '../dist/test/runboard-process.js';

const STEPS = 2000;
const SIZE = { width: 1280, height: 760 };
/** What a training of each learning rate comes to: its last loss, and how fast. */
const RUNS = [
  ['adam lr=0.001', 0.22, 400],
  ['adam lr=0.003', 0.18, 220],
  ['adam lr=0.01', 0.35, 150],
  ['sgd lr=0.03', 0.41, 700],
  ['sgd lr=0.1', 0.3, 450],
];

/** The same bytes each time: the linear congruential generator of Numerical Recipes. */
function noise(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

async function writeRuns(logdir) {
  for (const [at, [name, last, speed]] of RUNS.entries()) {
    const random = noise(at + 1);
    const writer = new SummaryWriter(join(logdir, name));
    for (let step = 0; step < STEPS; step += 4) {
      const left = Math.exp(-step / speed);
      const loss = last + (2.3 - last) * left + 0.08 * random();
      writer.addScalar('train/loss', loss, step);
      writer.addScalar('train/accuracy', 1 - loss / 2.6, step);
      writer.addScalar('train/gradient norm', (0.3 + left) * (1 + 0.4 * random()), step);
      if (step % 40 > 0) continue;
      writer.addScalar('eval/loss', loss + 0.05 + 0.0001 * step * (1 - left), step);
      writer.addScalar('eval/accuracy', 0.97 - loss / 2.6, step);
      writer.addScalar('learning rate', 0.003 * (1 + Math.cos((Math.PI * step) / STEPS)), step);
    }
    await writer.close();
  }
}

const deep = `(root, name) => [...root.querySelectorAll('*')].some((one) =>
  (one.localName === name && one.drawn?.points > 0) || (one.shadowRoot && deep(one.shadowRoot, name)))`;
const OURS = `(() => { const deep = ${deep}; return deep(document, 'rb-line-chart'); })()`;
const THEIRS = `document.querySelectorAll('scalar-card-component line-chart').length >= 3`;

async function take(browser, url, drawn, colorScheme, path) {
  const page = await browser.newPage({ viewport: SIZE, colorScheme });
  await page.goto(url);
  while (!(await page.evaluate(drawn))) await page.waitForTimeout(100);
  // Both fade and lay out for a moment after the first curve.
  await page.waitForTimeout(2500);
  await page.screenshot({ path });
  await page.close();
}

const python = pythonPath();
if (python === undefined) process.exit(1);
const logdir = mkdtempSync(join(tmpdir(), 'runboard-pictures-'));
await writeRuns(logdir);
const browser = await launchChromium();
const ours = await startRunboard('--logdir', logdir);
const theirs = await startedAt(python, [
  '-m',
  'tensorboard.main',
  '--load_fast',
  'true',
  '--logdir',
  logdir,
  '--host',
  '127.0.0.1',
  '--port',
  '0',
]);
try {
  for (const theme of ['light', 'dark']) {
    await take(browser, `${ours.url}#scalars`, OURS, theme, `docs/curves-${theme}.png`);
    await take(browser, `${theirs.url}#timeseries`, THEIRS, theme, `docs/curves-${theme}-tensorboard.png`);
  }
} finally {
  await ours.stop();
  await theirs.stop();
  await browser.close();
  rmSync(logdir, { recursive: true });
}
