// A sweep without end, in a process of its own: `node dist/test/bench/soak-writer.js LOGDIR RUNS PER_SECOND LIFE_SECONDS`.
// So many runs write at any time, so many events a second together; each lives so long, is deleted, and a new one begins.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { SummaryWriter } from '../../src/index.ts';

/** Of each run. */
export const SOAK_TAGS = ['train/loss', 'train/accuracy', 'eval/loss', 'eval/accuracy'] as const;

const TICK_MS = 100;

interface LivingRun {
  readonly folder: string;
  readonly writer: SummaryWriter;
  readonly endsAtMs: number;
  step: number;
}

async function writeForEver(logdir: string, runs: number, perSecond: number, lifeMs: number): Promise<never> {
  let begun = 0;
  const born = (endsAtMs: number): LivingRun => {
    const folder = join(logdir, `run-${begun++}`);
    return { folder, writer: new SummaryWriter(folder), endsAtMs, step: 0 };
  };
  const beginMs = performance.now();
  // They end one after the other, not all at once.
  const living = Array.from({ length: runs }, (_, at) => born(beginMs + (lifeMs * (at + 1)) / runs));
  let written = 0;
  for (;;) {
    const nowMs = performance.now();
    for (const [at, run] of living.entries()) {
      if (run.endsAtMs > nowMs) continue;
      await run.writer.close();
      rmSync(run.folder, { recursive: true });
      living[at] = born(run.endsAtMs + lifeMs);
    }
    const due = ((nowMs - beginMs) / 1000) * perSecond;
    for (; written < due; written += living.length * SOAK_TAGS.length) {
      for (const run of living) {
        for (const tag of SOAK_TAGS) run.writer.addScalar(tag, Math.exp(-run.step / 100), run.step);
        run.step++;
      }
    }
    await Promise.all(living.map(({ writer }) => writer.flush()));
    process.send?.(written);
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
}

if (process.send) {
  const [logdir = '', ...numbers] = process.argv.slice(2);
  const [runs = 1, perSecond = 1, lifeSeconds = 1] = numbers.map(Number);
  process.once('disconnect', () => process.exit(0));
  await writeForEver(logdir, runs, perSecond, lifeSeconds * 1000);
}
