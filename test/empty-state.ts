// A server's state with nothing in it, for tests of the page.
import type { ServerState } from '../src/wire/api.ts';

export const EMPTY_STATE: ServerState = {
  version: '1',
  logdir: 'runs',
  windowTitle: '',
  runsFolder: '/runs',
  canDelete: false,
  loading: false,
  runs: [],
  series: [],
  problems: [],
};
