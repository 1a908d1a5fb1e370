// The tab of embeddings: what comes into it and leaves it as files, and how it is drawn.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { axeViolations } from './page-build.ts';
import { DIMENSIONS, describeProjector, ROWS } from './projector-page.ts';

describeProjector('files of the tab of embeddings', (tab) => {
  it('keeps views, opens them again, and reads and writes the files of TensorBoard', async () => {
    await tab.open('projector?of=run&tensor=animals');
    await tab.projected();
    const before = await tab.positions();
    await tab.region('Labels and colours').getByRole('button', { name: 'bee 100' }).click();
    const bookmarks = tab.region('Bookmarks');
    await bookmarks.getByRole('button', { name: 'Keep this view' }).click();
    await tab.page.getByText('2D', { exact: true }).click();
    await tab.region('Selection').getByRole('button', { name: 'Clear' }).click();
    await expect
      .poll(async () => JSON.stringify(await tab.positions()) === JSON.stringify(before))
      .toBe(false);
    await bookmarks.getByRole('button', { name: 'Open View 1' }).click();
    await expect.poll(tab.positions).toEqual(before);
    await expect.poll(tab.selected).toHaveLength(100);
    const [download] = await Promise.all([
      tab.page.waitForEvent('download'),
      bookmarks.getByRole('button', { name: 'Save as file' }).click(),
    ]);
    const saved = JSON.parse(readFileSync(await download.path(), 'utf8'));
    expect(saved).toMatchObject([
      {
        label: 'View 1',
        selectedProjection: 'pca',
        dataSetDimensions: [ROWS, DIMENSIONS],
        cameraDef: { orthographic: false },
      },
    ]);
    expect(Object.keys(saved[0].projections[0])).toContain('pca-2');
    const load = async (states: unknown) =>
      bookmarks.locator('input[type=file]').setInputFiles({
        name: 'state.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from(JSON.stringify(states)),
      });
    await load([{ ...saved[0], label: 'of three', dataSetDimensions: [3, 2] }]);
    await bookmarks.getByRole('button', { name: 'Open of three' }).click();
    await bookmarks.getByText('“of three” is of 3 points × 2 dimensions').waitFor();
    const projections = saved[0].projections.map((_: unknown, row: number) => ({ 'pca-0': row, 'pca-1': 0 }));
    await load([{ ...saved[0], label: 'a line', projections, pcaComponentDimensions: [0, 1] }]);
    await bookmarks.getByRole('button', { name: 'Open a line' }).click();
    await expect.poll(async () => (await tab.positions()).slice(-3)).toEqual([1, 0, 0]);
    expect(await axeViolations(tab.page)).toEqual([]);
  });

  it('takes labels that are typed, and gives labels and places as files', async () => {
    await tab.open('projector?of=run&tensor=animals&find=cat%202');
    await tab.projected();
    await tab.region('Search').getByRole('button', { name: 'cat 2', exact: true }).click();
    await tab.region('Selection').getByRole('textbox', { name: 'Set name' }).fill('a lynx');
    await tab.page.keyboard.press('Tab');
    await tab.region('Selection').getByText('a lynx', { exact: true }).first().waitFor();
    const save = async (text: string) => {
      await tab.page.getByRole('button', { name: 'Download', exact: true }).click();
      const [download] = await Promise.all([
        tab.page.waitForEvent('download'),
        tab.page.getByRole('button', { name: text }).click(),
      ]);
      await tab.page.keyboard.press('Escape');
      return readFileSync(await download.path());
    };
    const labels = (await save('Labels')).toString().split('\n');
    expect(labels.slice(0, 4)).toEqual([
      'name\tclass\tweight',
      'ant 0\tant\t0',
      'bee 1\tbee\t1',
      'a lynx\tcat\t2',
    ]);
    const places = (await save('Places of all points')).toString().split('\n');
    expect(places).toHaveLength(ROWS + 2);
    expect(places[0]).toBe('row\tx\ty\tz\tname\tclass\tweight');
    expect((await save('Selection')).toString().split('\n')).toHaveLength(3);
    expect((await save('Picture')).subarray(1, 4).toString()).toBe('PNG');
  });

  it('shows files that are dropped on it, and goes back to the log', async () => {
    await tab.open('projector?of=run&tensor=flat');
    // As text: what a page knows of dragging is no part of this program's types.
    const drop = (files: readonly { name: string; text?: string; bytes?: readonly number[] }[]) =>
      tab.page.evaluate(`(() => {
        const dataTransfer = new DataTransfer();
        for (const { name, text, bytes } of ${JSON.stringify(files)})
          dataTransfer.items.add(new File([text ?? new Uint8Array(bytes)], name));
        const outlet = document.querySelector('rb-app').shadowRoot.querySelector('rb-dashboard-outlet');
        const tab = outlet.shadowRoot.querySelector('rb-projector-dashboard');
        const target = tab.shadowRoot.querySelector('.page');
        for (const type of ['dragover', 'drop'])
          target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      })()`);
    await drop([
      { name: 'points.tsv', text: '1\t2\t3\n4\t5\t6\n7\t8\t10\n' },
      { name: 'words.tsv', text: 'one\ntwo\nthree\n' },
    ]);
    await tab.page.getByText('3 points × 3 dimensions').waitFor();
    await tab.region('Points').getByText('points.tsv, words.tsv').waitFor();
    await tab.region('Labels and colours').getByRole('button', { name: 'two 1' }).waitFor();
    await drop([{ name: 'table.csv', text: 'word,x,y\n"a, b",1,2\nc,3,4\n' }]);
    await tab.page.getByText('2 points × 2 dimensions').waitFor();
    await tab.region('Labels and colours').getByRole('button', { name: 'a, b 1' }).waitFor();
    const head = "{'descr': '<f4', 'fortran_order': False, 'shape': (4, 2), }".padEnd(117);
    const numbers = Buffer.from(Float32Array.of(0, 1, 2, 3, 4, 5, 6, 9).buffer);
    await drop([
      { name: 'a.npy', bytes: [...Buffer.from(`\x93NUMPY\x01\0\x76\0${head}\n`, 'latin1'), ...numbers] },
    ]);
    await tab.page.getByText('4 points × 2 dimensions').waitFor();
    await drop([{ name: 'wrong.tsv', text: '1\t2\n3\n' }]);
    await tab.page.getByText('wrong.tsv: point 2 has 1 coordinates, the first one has 2.').waitFor();
    await tab.page.getByRole('button', { name: 'Back to the log' }).click();
    await tab.page.getByText('3 points × 2 dimensions').waitFor();
  });

  it('says what to log where no visible run has embeddings, and what is wrong with a config', async () => {
    await tab.openEmpty('projector?only=plain');
    await tab.page.getByRole('heading', { name: 'No embeddings in the visible runs' }).waitFor();
    await tab.page.getByText('writer.addEmbedding(').waitFor();
    expect(await axeViolations(tab.page)).toEqual([]);
    writeFileSync(join(tab.pages.logdir, 'plain', 'projector_config.pbtxt'), 'embeddings { oops: 1 }');
    await tab.page.reload();
    await tab.page.getByText('EmbeddingInfo has no field oops').waitFor();
  });
});
