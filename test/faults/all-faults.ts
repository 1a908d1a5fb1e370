// Every scenario there is, in the order of the table.
import { clientFaults } from './client-faults.ts';
import { fileFaults } from './file-faults.ts';
import { keptFaults } from './kept-faults.ts';
import { placeFaults } from './place-faults.ts';
import type { Scenario } from './scenario.ts';
import { systemFaults } from './system-faults.ts';

/** Its scenarios need the machine for themselves; the others may run at the same time. */
export const CLIENTS = 'Clients';

export const ALL_FAULTS: readonly (readonly [where: string, scenarios: readonly Scenario[]])[] = [
  ['Files', fileFaults],
  ['Folders and disks', placeFaults],
  ['The system', systemFaults],
  ['What is kept', keptFaults],
  [CLIENTS, clientFaults],
];
