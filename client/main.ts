// Joins the shell and the dashboards: the only file of the page that knows both.
import { DASHBOARDS } from '../src/plugins/dashboards.ts';
import { RbApp } from './app/app.ts';
import { warmNames } from './app/warm-formats.ts';

const app = document.querySelector('rb-app');
if (app instanceof RbApp) app.dashboards = DASHBOARDS;
void warmNames();
