// How many scalars a second a training program can log, until their bytes are in a closed file, and what a histogram
// costs it, beside PyTorch's writer and tensorboardX in the same sitting.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setImmediate as afterPendingIo } from 'node:timers/promises';
import { seededRandom } from '../../examples/mlp-mnist/seeded-random.ts';
import { SummaryWriter } from '../../src/index.ts';
import { pythonPath } from '../machine.ts';
import { type Bench, type BenchRow, quantile } from './bench.ts';

const ROUNDS = 5;
/** Enough for seconds of work each: a writer in Python is some hundred times slower. */
const EVENTS = 1_000_000;
const PEER_EVENTS = 30_000;
/** As a training does, which awaits its next batch now and then, so that the disk has its turn. */
const EVENTS_IN_A_ROW = 1000;
const HISTOGRAMS = 10;
const HISTOGRAM_VALUES = 1_000_000;
const PROMISED_HISTOGRAM_MS = 10;
const PEERS = ['torch.utils.tensorboard', 'tensorboardX'] as const;

/** What a writer took in one round. */
interface WriteReport {
  readonly seconds: number;
  readonly fileBytes: number;
  readonly histogramMilliseconds: readonly number[];
}

interface WriteRounds {
  readonly name: string;
  readonly events: number;
  readonly reports: WriteReport[];
}

async function ourRound(histogramValues: Float32Array): Promise<WriteReport> {
  const folder = mkdtempSync(join(tmpdir(), 'runboard-write-'));
  try {
    const scalars = join(folder, 'scalars');
    const writer = new SummaryWriter(scalars);
    const since = performance.now();
    for (let step = 0; step < EVENTS; step++) {
      writer.addScalar('loss', 1 / (step + 1), step);
      if (step % EVENTS_IN_A_ROW === 0) await afterPendingIo();
    }
    await writer.close();
    const seconds = (performance.now() - since) / 1e3;
    const fileBytes = readdirSync(scalars)
      .map((name) => statSync(join(scalars, name)).size)
      .reduce((sum, size) => sum + size, 0);

    const histogramWriter = new SummaryWriter(join(folder, 'histograms'));
    const histogramMilliseconds: number[] = [];
    for (let step = 0; step < HISTOGRAMS; step++) {
      const sinceAdd = performance.now();
      histogramWriter.addHistogram('weights', histogramValues, step);
      histogramMilliseconds.push(performance.now() - sinceAdd);
    }
    await histogramWriter.close();
    return { seconds, fileBytes, histogramMilliseconds };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function peerRound(python: string, module: string): WriteReport {
  const script = resolve('test/bench/write-peer.py');
  const args = [script, module, String(PEER_EVENTS), String(HISTOGRAMS)];
  return JSON.parse(execFileSync(python, args, { encoding: 'utf8' })) as WriteReport;
}

/** The writers that this Python has; says which are left out. */
function peersOf(python: string | undefined): readonly string[] {
  if (python === undefined) return [];
  return PEERS.filter((module) => {
    const isThere = spawnSync(python, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0;
    if (!isThere) process.stderr.write(`${module} is left out: ${python} cannot import it.\n`);
    return isThere;
  });
}

function rowsOf(writers: readonly WriteRounds[]): readonly BenchRow[] {
  const perSecond = ({ events, reports }: WriteRounds) =>
    quantile(
      reports.map(({ seconds }) => events / seconds),
      0.5,
    );
  const histograms = ({ reports }: WriteRounds) =>
    quantile(
      reports.flatMap(({ histogramMilliseconds }) => histogramMilliseconds),
      0.5,
    );
  const [ours] = writers;
  if (!ours) return [];
  return [
    ...writers.map((writer) => ({
      what: `addScalar until closed: ${writer.name}`,
      numbers: {
        perSecond: perSecond(writer),
        ...(writer !== ours && { ratio: perSecond(ours) / perSecond(writer) }),
        fileMb: (writer.reports[0]?.fileBytes ?? 0) / 1e6,
        rounds: writer.reports.length,
      },
    })),
    ...writers.map((writer) => ({
      what: `addHistogram of ${HISTOGRAM_VALUES} float32: ${writer.name}`,
      numbers: {
        median: histograms(writer),
        ...(writer === ours
          ? { promised: PROMISED_HISTOGRAM_MS }
          : { ratio: histograms(writer) / histograms(ours) }),
        rounds: writer.reports.length,
      },
    })),
  ];
}

/** Values spread as a layer's weights are: Box and Muller. */
function normalValues(): Float32Array {
  const random = seededRandom(1);
  const gauss = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Float32Array.from({ length: HISTOGRAM_VALUES }, gauss);
}

export const writeBench: Bench = {
  name: 'write',
  asks: 'How many scalars a second are logged, and what does a histogram cost?',
  async run({ rounds = ROUNDS }) {
    const python = pythonPath();
    const ours: WriteRounds = { name: 'Runboard', events: EVENTS, reports: [] };
    const peers = peersOf(python).map((name): WriteRounds => ({ name, events: PEER_EVENTS, reports: [] }));
    const values = normalValues();
    for (let round = 0; round < rounds; round++) {
      ours.reports.push(await ourRound(values));
      for (const peer of peers) if (python !== undefined) peer.reports.push(peerRound(python, peer.name));
    }
    return rowsOf([ours, ...peers]);
  },
};
