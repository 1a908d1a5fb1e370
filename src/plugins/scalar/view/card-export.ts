// Cards as pictures, tables, links and reports.
import type { CanvasTheme } from '../../../../client/charts/canvas-theme.ts';
import type { NamedChart } from '../../../../client/charts/chart-view.ts';
import { pngOf, svgOf } from '../../../../client/charts/picture/picture-file.ts';
import { hashOf, placeOf } from '../../../../client/data/address-bar.ts';
import type { Api } from '../../../../client/plugin-host.ts';
import type { View } from './chart-settings.ts';
import type { ExportKind } from './export-menu.ts';
import { type TableFormat, tableFile } from './table-export.ts';

/** Points of all curves of a report together, about; longer curves are thinned. */
export const REPORT_POINTS = 2_000_000;

/** What is to be exported, and where it comes from. */
export interface ExportSource {
  /** Of the files; for one card its heading. */
  readonly name: string;
  readonly api: Api;
  /** Tags and visible runs. */
  readonly tags: readonly string[];
  readonly runs: readonly string[];
  readonly theme: CanvasTheme;
  /** Name of the tab in the address, and its settings that show what is exported. */
  readonly tab: string;
  readonly view: View;
  /** The charts, as fine as a picture shows them or, `whole`, as fine as a report holds them. */
  charts(whole: boolean): Promise<readonly NamedChart[]>;
  /** Points of all series that are in the charts. */
  readonly points: number;
}

/** Resolves to a sentence that says what was done; rejects with an Error for the user. */
export async function exportCards(kind: ExportKind, source: ExportSource): Promise<string> {
  if (kind === 'link') return copyLink(linkTo(source));
  // At once: a browser lets a page write to the clipboard only while it handles the click.
  if (kind === 'image') return copyImage(source.charts(false).then((charts) => pngOf(charts, source.theme)));
  const file = await fileOf(kind, source);
  const name = `${fileName(source.name)}.${kind === 'report' ? 'html' : kind}`;
  save(file, name);
  return `Saved as ${name}`;
}

async function fileOf(kind: 'png' | 'svg' | 'report' | TableFormat, source: ExportSource): Promise<Blob> {
  if (kind === 'csv' || kind === 'json') return tableFile(kind, source);
  const charts = await source.charts(kind === 'report');
  if (charts.every(({ lines }) => lines.length === 0))
    throw new Error('There is nothing to save: no curve is shown.');
  if (kind === 'png') return pngOf(charts, source.theme);
  if (kind === 'svg') return svgOf(charts, source.theme);
  // The program of reports is needed by few visits.
  const { makeReport } = await import('../../../../client/report/make-report.ts');
  return makeReport({
    title: source.name,
    madeAt: Date.now(),
    source: linkTo(source),
    theme: document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light',
    points: { all: source.points, held: heldPoints(charts) },
    charts,
  });
}

/** Points of the curves, those that are in two charts once. */
function heldPoints(charts: readonly NamedChart[]): number {
  const columns = new Set(charts.flatMap(({ lines }) => lines.map((line) => line.columns)));
  return [...columns].reduce((sum, { values }) => sum + values.length, 0);
}

/** The page's address with these settings of the tab; without the token that a first visit may carry. */
function linkTo({ tab, view }: Pick<ExportSource, 'tab' | 'view'>): string {
  const place = placeOf(location.hash);
  const set = Object.fromEntries(Object.entries(view).filter(([, value]) => value !== ''));
  const views = new Map(place.views).set(tab, set);
  const url = new URL(location.href);
  url.searchParams.delete('token');
  url.hash = hashOf({ ...place, tab, views });
  return url.href;
}

async function copyLink(link: string): Promise<string> {
  if (!navigator.clipboard) throw new Error(`${NO_CLIPBOARD} The link: ${link}`);
  await navigator.clipboard.writeText(link);
  return 'The link is in the clipboard';
}

async function copyImage(png: Promise<Blob>): Promise<string> {
  if (!navigator.clipboard || typeof ClipboardItem === 'undefined')
    throw new Error(`${NO_CLIPBOARD} Save the picture as PNG.`);
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
  return 'The picture is in the clipboard';
}

const NO_CLIPBOARD =
  'The browser keeps the clipboard from pages that are neither on this machine nor encrypted.';

/** Letters, digits and signs that every file system takes. */
export function fileName(text: string): string {
  return (
    text
      .replace(/[^\p{L}\p{N}._-]+/gu, '_')
      .replace(/^[._]+/, '')
      .slice(0, 80) || 'scalars'
  );
}

/** Hands the file to the browser, which asks or saves as its user likes. */
function save(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
