// What is begun before the shell's own code runs: whatever other threads and the network do meanwhile costs no time.
import { DASHBOARDS } from '../src/plugins/dashboards.ts';
import { fetchCode } from './app/dashboard-outlet.ts';
import { warmFormats } from './app/warm-formats.ts';
import { placeOf } from './data/address-bar.ts';

// The tab that will be shown, most likely.
void fetchCode(DASHBOARDS, placeOf(location.hash).tab);
void warmFormats();
