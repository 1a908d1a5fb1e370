// A run beside a workload that goes on being written while a page is measured: a step of each kind at a time.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SummaryWriter } from '../../src/index.ts';

const upTo = (length: number) => Array.from({ length }, (_, at) => at);

/** By the log that it grows beside; what is written is of the same kinds and tags. */
const STEPS: Readonly<Record<string, (writer: SummaryWriter, step: number) => void>> = {
  C: (writer, step) => {
    const values = Float32Array.from({ length: 1000 }, () => Math.random() * 8 - 4);
    for (const at of upTo(30))
      writer.addHistogram(`layers/${String(at).padStart(2, '0')}/weights`, values, step);
  },
  D: (writer, step) => {
    const data = Uint8Array.from({ length: 3 * 80 * 82 }, () => Math.random() * 256);
    for (const at of upTo(10)) writer.addImage(`samples/${at}`, { data, shape: [3, 80, 82] }, step);
  },
  E: (writer, step) => {
    for (const tag of ['train/loss', 'train/accuracy']) writer.addScalar(tag, Math.random(), step);
  },
  T: (writer, step) => {
    if (step === 0) writer.addCustomScalars({ Layers: chartsOfTenTags() });
    for (const at of upTo(200))
      writer.addScalar(`layers/${String(at).padStart(3, '0')}_norm`, Math.random(), step);
  },
  sessions: (writer, step) => {
    const params = { lr: 0.1, batch: 16, dropout: 0, optimizer: 'adam', layers: 1, augment: true };
    writer.addHparams(
      params,
      { accuracy: 0.5, loss: 0.5, seconds: 10 + step },
      { runName: `session${step}` },
    );
  },
  curves: (writer, step) => {
    const size = 100;
    const labels = upTo(500).map((at) => at % 2);
    for (const tag of upTo(10))
      writer.addPrCurve(
        `pr/${tag}`,
        labels,
        labels.map((label) => (label + Math.random()) / 2),
        step,
        { numThresholds: 201 },
      );
    const matrix = upTo(size).map((row) =>
      upTo(size).map((column) => (row === column ? 90 : (row + step) % 3)),
    );
    writer.addConfusionMatrix('classes', matrix, { labels: upTo(size).map((at) => `class ${at}`) }, step);
  },
  others: (writer, step) => {
    const samples = Float32Array.from({ length: 44_100 * 10 }, (_, at) => Math.sin(at / (10 + step)));
    for (const tag of upTo(10))
      writer.addText(`text/${tag}`, `# ${step}\n\n${'- a line\n'.repeat(100)}`, step);
    writer.addAudio('sound/0', { data: samples, shape: [1, samples.length] }, step);
    const points = Float32Array.from({ length: 120_000 }, () => Math.random());
    writer.addMesh('cloud', { data: points, shape: [1, 40_000, 3] }, step);
    writer.addTensor('weights', { data: points, shape: [40_000, 3] }, step);
  },
};

function chartsOfTenTags() {
  return Object.fromEntries(
    upTo(20).map((at) => [
      `chart ${at}`,
      ['Multiline', [`layers/${String(at).padStart(2, '0')}\\d_norm`]] as const,
    ]),
  );
}

/** A folder of its own, deleted by `end`. */
export class LiveRun {
  readonly folder = mkdtempSync(join(tmpdir(), 'runboard-live-'));
  readonly #write: (writer: SummaryWriter, step: number) => void;
  readonly #writer = new SummaryWriter(this.folder);
  #step = 0;

  /** Beside the log of this name; its first step is written. */
  static async beside(log: string): Promise<LiveRun> {
    const run = new LiveRun(log);
    await run.next();
    return run;
  }

  private constructor(log: string) {
    const write = STEPS[log];
    if (!write) throw new Error(`nothing is written beside ${log}`);
    this.#write = write;
  }

  /** Resolves when the next step is on the disk. */
  async next(): Promise<void> {
    this.#write(this.#writer, this.#step++);
    await this.#writer.flush();
  }

  async end(): Promise<void> {
    await this.#writer.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
