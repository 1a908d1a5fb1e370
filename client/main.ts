// Joins the shell and the dashboards: with early.ts the only file of the page that knows both.
import './early.ts';
import { DASHBOARDS } from '../src/plugins/dashboards.ts';
import { RbApp } from './app/app.ts';
import { taskTurn } from './turns/task-turn.ts';

// In a task of its own, behind the one in which the shell's code was run: the element is made here.
void taskTurn().then(() => {
  customElements.define('rb-app', RbApp);
  const app = document.querySelector('rb-app');
  if (app instanceof RbApp) app.dashboards = DASHBOARDS;
});
