// Makes the file of a report from what the page shows.
import themeStyle from '../app/theme.css?inline';
import { packReport, type Report } from './report-data.ts';
import { reportHtml } from './report-html.ts';
import scriptUrl from './report-page.ts?worker&url';

/** Rejects with an Error for the user where the server is gone, which has the program of the report. */
export async function makeReport(report: Report): Promise<Blob> {
  const response = await fetch(scriptUrl).catch((cause: unknown) => {
    throw new Error('The server does not answer. Is runboard still running?', { cause });
  });
  if (!response.ok) throw new Error(`The server answered ${response.status}. Load the page anew.`);
  const html = reportHtml({
    title: report.title,
    theme: report.theme,
    style: themeStyle,
    script: await response.text(),
    data: await packReport(report),
    nonce: crypto.getRandomValues(new Uint32Array(4)).join(''),
  });
  return new Blob([html], { type: 'text/html' });
}
