// The table of a sweep beside TensorBoard's.
import type { Page } from 'playwright-core';
import type { Comparison } from '../beside.ts';

/** As both print it: four digits, and booleans as TensorBoard's numbers. */
function printed(text: string): string {
  if (text === 'true' || text === 'false') return String(Number(text === 'true').toPrecision(4));
  return text === '' || Number.isNaN(Number(text)) ? text : Number(text).toPrecision(4);
}

/** A line a session: `trial0: lr=0.01000 …`; undefined while a table has no rows. The order of both is left out. */
function sessionsOf(heads: readonly string[], cells: readonly string[]): string[] | undefined {
  if (heads.length === 0) return undefined;
  const sessions: string[] = [];
  for (let at = 0; at + heads.length <= cells.length; at += heads.length) {
    const [name, ...values] = cells.slice(at, at + heads.length);
    const pairs = values.map((value, column) => `${heads[column + 1]}=${printed(value)}`);
    sessions.push(`${name}: ${pairs.sort().join(' ')}`);
  }
  return sessions.length === 0 ? undefined : sessions.sort();
}

const textsIn = async (page: Page, selector: string) =>
  (await page.locator(selector).allTextContents()).map((text) => text.trim());

const drawn = { ours: 'rb-session-table', theirs: 'tf-hparams-table-view' };

const read: Comparison['read'] = {
  async theirs(page) {
    // Cells of head and body in one list, those that are empty among them; one of the heads is a switch.
    const all = await textsIn(page, 'tf-hparams-table-view vaadin-grid-cell-content');
    const texts = all.filter((text) => text !== '' && text !== 'Show Metrics');
    const columns = (await page.locator('tf-hparams-table-view vaadin-grid-column').count()) - 1;
    return columns < 1 ? undefined : sessionsOf(texts.slice(0, columns), texts.slice(columns));
  },
  async ours(page) {
    const heads = await textsIn(
      page,
      'rb-session-table thead .name, rb-session-table .sort span:not(.arrow)',
    );
    const cells = await textsIn(page, 'rb-session-table tr.row .text, rb-session-table tr.row td');
    return sessionsOf(
      heads,
      cells.map((text) => text.replace(/^best/, '')),
    );
  },
};

export const HPARAM_COMPARISONS: readonly Comparison[] = [
  {
    title: "sessions that TF's API wrote",
    log: 'tf2_hparams',
    ours: 'hparams',
    theirs: 'hparams',
    drawn,
    read,
  },
  {
    title: 'sessions that Keras wrote',
    log: 'keras_hparams',
    ours: 'hparams',
    theirs: 'hparams',
    drawn,
    read,
  },
  { title: 'sessions that PyTorch wrote', log: 'torch_api', ours: 'hparams', theirs: 'hparams', drawn, read },
];
