// One fault, done to the logdir or the server of either make.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Peer, PeerOptions, StartPeer } from './peer.ts';
import { fileOf, rowsOf, Written } from './written.ts';

/** Starts the server whose turn it is; it is stopped behind the scenario. */
export type Start = (options?: PeerOptions) => Promise<Peer>;

export interface Scenario {
  /** As the table of docs/faults.md has it. */
  readonly what: string;
  /** Whether it makes no sense for the other make. */
  readonly oursAlone?: boolean;
  /** Rejects where the server does not survive it: with what it did. */
  run(written: Written, start: Start): Promise<void>;
}

/** Does the fault to a server of its own, in a folder of its own. Rejects where it does not survive. */
export async function runScenario(scenario: Scenario, startPeer: StartPeer): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'runboard-faults-'));
  const logdir = join(folder, 'logs');
  mkdirSync(logdir);
  const peers: Peer[] = [];
  try {
    await scenario.run(new Written(logdir), async (options) => {
      const peer = await startPeer(logdir, options);
      peers.push(peer);
      return peer;
    });
    for (const peer of peers) peer.checkAlive();
  } finally {
    for (const peer of peers) await peer.stop();
    rmSync(folder, { recursive: true });
  }
}

/** The file of each run unless a scenario needs others. */
export const FILE = 'events.out.tfevents.1790000000.host.1.0';

/** Writes a run of points that stay, beside which the fault happens. */
export function addRun(written: Written, run: string, rows = rowsOf(0, 3)): void {
  written.put(`${run}/${FILE}`, fileOf(rows));
  written.expect(run, rows);
}

/** Adds a run and waits until exactly everything is served: what was done before was looked at by then. */
export async function looked(written: Written, peer: Peer, run: string): Promise<void> {
  addRun(written, run);
  await peer.shows(written);
}
