// Logs for the bench of dashboards that gen-logs.ts has no workload for: what our own writer writes of every other kind.
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SummaryWriter } from '../../src/index.ts';

const upTo = (length: number) => Array.from({ length }, (_, at) => at);

/** 2,000 sessions of six hyperparameters and three metrics. */
async function writeSessions(folder: string): Promise<void> {
  for (const at of upTo(2000)) {
    const writer = new SummaryWriter(folder);
    const lr = 10 ** -(1 + (at % 5));
    const accuracy = 0.9 - 0.05 * Math.abs(Math.log10(lr) + 3) + 0.04 * Math.sin(at);
    const params = {
      lr,
      batch: 2 ** (4 + (at % 6)),
      dropout: (at % 10) / 20,
      optimizer: ['adam', 'sgd', 'rmsprop'][at % 3] ?? '',
      layers: 1 + (at % 7),
      augment: at % 2 === 0,
    };
    writer.addHparams(
      params,
      { accuracy, loss: 1 - accuracy, seconds: 100 + (at % 97) },
      { runName: `trial${at}` },
    );
    await writer.close();
  }
}

/** Ten runs of ten curves of 201 thresholds at 100 steps, and a confusion matrix of 100 classes. */
async function writeCurves(folder: string): Promise<void> {
  const thresholds = upTo(201);
  for (const run of upTo(10)) {
    const writer = new SummaryWriter(join(folder, `run_${run}`));
    const labels = upTo(100).map((at) => `class ${at}`);
    for (const step of upTo(100)) {
      for (const tag of upTo(10)) {
        const falling = thresholds.map((at) => 1000 * (1 - (at / 200) ** (1 + run + tag / 10 + step / 100)));
        const rest = falling.map((count) => 1000 - count);
        const precision = falling.map((_, at) => 0.5 + at / 402);
        const recall = falling.map((count) => count / 1000);
        writer.addPrCurveRaw(`pr/${tag}`, falling, rest, rest, rest, precision, recall, step, {
          numThresholds: 201,
        });
      }
      if (step % 10 !== 0) continue;
      const matrix = labels.map((_, row) =>
        labels.map((__, column) => (row === column ? 90 : (row * column + step) % 3)),
      );
      writer.addConfusionMatrix('classes', matrix, { labels }, step);
    }
    await writer.close();
  }
}

/** Four runs: long texts, sounds of ten seconds, a mesh of 80,000 triangles, clouds of points, tensors. */
async function writeOthers(folder: string): Promise<void> {
  const side = 200;
  const corners = upTo(side * side);
  const faces = corners
    .filter((at) => at % side < side - 1 && at < side * (side - 1))
    .flatMap((at) => [
      [at, at + 1, at + side],
      [at + 1, at + side + 1, at + side],
    ]);
  const paragraph = `## Report\n\n| a | b |\n|---|---|\n${'| 1 | 2 |\n'.repeat(40)}\n\`\`\`python\n${'def f(x):\n    return x * 2\n'.repeat(60)}\`\`\`\n`;
  for (const run of upTo(4)) {
    const writer = new SummaryWriter(join(folder, `run_${run}`));
    for (const step of upTo(10)) {
      for (const tag of upTo(10)) writer.addText(`text/${tag}`, `# ${step} of ${tag}\n\n${paragraph}`, step);
      const samples = Float32Array.from({ length: 44_100 * 10 }, (_, at) =>
        Math.sin(at / (10 + step + run + at / 44_100)),
      );
      for (const tag of upTo(4))
        writer.addAudio(`sound/${tag}`, { data: samples, shape: [1, samples.length] }, step);
      if (step % 5 !== 0) continue;
      const height = (at: number) => Math.sin((at % side) / 9 + step) * Math.cos(at / side / 11) * 20;
      const vertices = Float32Array.from(
        corners.flatMap((at) => [at % side, Math.floor(at / side), height(at)]),
      );
      const shape = [1, corners.length, 3];
      writer.addMesh('surface', { data: vertices, shape }, step, { faces: [faces] });
      writer.addMesh('cloud', { data: vertices, shape }, step);
      writer.addTensor('weights', { data: vertices, shape: [corners.length, 3] }, step);
    }
    await writer.close();
  }
}

/** By the names under which the bench speaks of them. */
export const DASHBOARD_LOGS = { sessions: writeSessions, curves: writeCurves, others: writeOthers };

/** The logdir of one of them below `folder`; written there unless it is there from a run before. */
export async function dashboardLogdir(name: keyof typeof DASHBOARD_LOGS, folder: string): Promise<string> {
  const logdir = join(folder, `dashboard-${name}`);
  if (existsSync(logdir)) return logdir;
  const unfinished = `${logdir}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  await DASHBOARD_LOGS[name](unfinished);
  renameSync(unfinished, logdir);
  return logdir;
}
