// The program of a report: reads the data that stand in the same file, and shows them.
import { unpackReport } from './report-data.ts';
import './report-view.ts';
import type { RbReport } from './report-view.ts';

async function show(): Promise<void> {
  const text = document.querySelector('#report')?.textContent ?? '';
  const view = document.createElement('rb-report') as RbReport;
  view.report = await unpackReport(text);
  document.body.append(view);
}

void show();
