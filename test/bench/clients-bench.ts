// A hundred clients at once, each on a connection of its own, each asking for one series after another. An error in any
// answer ends the bench.
import { pythonPath } from '../machine.ts';
import { type Bench, type BenchRow, quantile } from './bench.ts';
import { type WorkloadName, workloadLogdir } from './gen-logs.ts';
import { HttpClient, timed } from './http-client.ts';
import { ServedLogdir, seriesPath } from './served-logdir.ts';

const ROUNDS = 5;
const WORKLOAD: WorkloadName = 'B200';
const CLIENTS = 100;
const REQUESTS_EACH = 20;
/** What the project promises of ours. */
const P99_MS = 250;

/** Milliseconds of each request of a round. */
async function round({ client, runs, tags }: ServedLogdir): Promise<number[]> {
  const clients = Array.from({ length: CLIENTS }, () => new HttpClient(client.base));
  const milliseconds: number[] = [];
  try {
    await Promise.all(
      clients.map(async (one, number) => {
        for (let request = 0; request < REQUESTS_EACH; request++) {
          // Every client has its own way through all series.
          const at = number * 7919 + request * 104_729;
          const path = seriesPath(runs[at % runs.length] ?? '', tags[at % tags.length] ?? '');
          milliseconds.push(await timed(() => one.get(path)));
        }
      }),
    );
  } finally {
    for (const one of clients) one.close();
  }
  return milliseconds;
}

/** `rounds` are the requests of each round; the quantiles are of the round in the middle. */
function rowOf(name: string, rounds: readonly (readonly number[])[], promised?: number): BenchRow {
  const middle = (part: number) =>
    quantile(
      rounds.map((milliseconds) => quantile(milliseconds, part)),
      0.5,
    );
  return {
    what: `${WORKLOAD}, one series, ${CLIENTS} clients: ${name}`,
    numbers: {
      median: middle(0.5),
      p99: middle(0.99),
      max: middle(1),
      ...(promised !== undefined && { promised }),
      rounds: rounds.length,
    },
  };
}

export const clientsBench: Bench = {
  name: 'clients',
  asks: `how long does each of ${CLIENTS} clients wait that ask at the same time?`,
  async run({ rounds = ROUNDS, dataFolder }) {
    const logdir = workloadLogdir(WORKLOAD, dataFolder);
    const python = pythonPath();
    const ours = await ServedLogdir.runboard(WORKLOAD, logdir);
    const theirs =
      python === undefined ? undefined : await ServedLogdir.tensorboard(python, WORKLOAD, logdir);
    const ourRounds: number[][] = [];
    const theirRounds: number[][] = [];
    try {
      await round(ours);
      if (theirs) await round(theirs);
      for (let count = 0; count < rounds; count++) {
        ourRounds.push(await round(ours));
        if (theirs) theirRounds.push(await round(theirs));
      }
    } finally {
      await ours.stop();
      await theirs?.stop();
    }
    const peer = theirs ? [rowOf('TensorBoard', theirRounds)] : [];
    return [rowOf('Runboard', ourRounds, P99_MS), ...peer];
  },
};
