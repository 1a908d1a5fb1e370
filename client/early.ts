// What is begun before the shell's own code is there: whatever other threads and the network do meanwhile costs no time.
// A script of its own, and small: vite.config.ts puts it into the page.
import { DASHBOARDS } from '../src/plugins/dashboards.ts';
import { fetchCode } from './app/tab-code.ts';
import { warmFormats } from './app/warm-formats.ts';
import { tabOf } from './data/address-tab.ts';

// The tab that will be shown, most likely.
void fetchCode(DASHBOARDS, tabOf(location.hash));
// In a task of its own: to start a worker takes the page some milliseconds.
setTimeout(() => void warmFormats());
