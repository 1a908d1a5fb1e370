// Joins the shell and the dashboards: with early.ts the only file of the page that knows both.
import './early.ts';
import { DASHBOARDS } from '../src/plugins/dashboards.ts';
import { RbApp } from './app/app.ts';

const app = document.querySelector('rb-app');
if (app instanceof RbApp) app.dashboards = DASHBOARDS;
