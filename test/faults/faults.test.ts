// The server goes through every fault: it never ends, never serves a value that nobody wrote, recovers without being
// started anew, and its list of problems says what happened. `npm run faults` does the same to TensorBoard.
import { describe, it } from 'vitest';
import { ALL_FAULTS, CLIENTS } from './all-faults.ts';
import { startOurs } from './peer.ts';
import { runScenario } from './scenario.ts';

describe.each(ALL_FAULTS)('%s', (where, scenarios) => {
  // Most of their time they wait. What clients do takes all there is of the machine.
  const test = where === CLIENTS ? it : it.concurrent;
  test.each(scenarios.map((scenario) => [scenario.what, scenario] as const))(
    '%s',
    async (_, scenario) => {
      await runScenario(scenario, startOurs);
    },
    120_000,
  );
});
