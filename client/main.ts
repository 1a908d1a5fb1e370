// Joins the shell and the dashboards: the only file of the page that knows both.
import { DASHBOARDS } from '../src/plugins/dashboards.ts';
import { RbApp } from './app/app.ts';
import { warmFormats } from './app/warm-formats.ts';
import { placeOf } from './data/address-bar.ts';

const app = document.querySelector('rb-app');
if (app instanceof RbApp) app.dashboards = DASHBOARDS;

// The code of the tab that will be shown, most likely, comes while the server tells what there is.
const { tab } = placeOf(location.hash);
const first = DASHBOARDS.find(({ pluginName }) => pluginName === tab) ?? DASHBOARDS[0];
// Without it the tab loads it when it is shown, and says what is wrong.
first?.load().catch(() => undefined);
void warmFormats();
