// The tab of embeddings: what is seen, found and chosen in it.
import { expect, it } from 'vitest';
import { axeViolations } from './page-build.ts';
import { classOf, DIMENSIONS, describeProjector, heaps, ROWS } from './projector-page.ts';

describeProjector('the tab of embeddings', (tab) => {
  it('is there without a series of its own, and shows PCA of what the log has', async () => {
    await tab.openEmpty('');
    await tab.page.getByRole('link', { name: 'Projector' }).click();
    await tab.page.getByText('300 points × 8 dimensions').waitFor();
    await tab.projected();
    await tab.region('Labels and colours').getByRole('button', { name: 'bee 100' }).waitFor();
    const size = tab.page.getByRole('slider', { name: 'Size' });
    await size.press('ArrowRight');
    await expect.poll(tab.pointSize).toBe(8);
    expect(tab.hash()).toContain('size=8');
    await size.press('ArrowLeft');
    await expect.poll(tab.hash).not.toContain('size');
    for (const colorScheme of ['light', 'dark'] as const) {
      await tab.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await axeViolations(tab.page)).toEqual([]);
    }
  });

  it('finds points by text, regular expression and number, and a link carries the search', async () => {
    await tab.open('projector?of=run&tensor=animals');
    await tab.projected();
    const search = tab.region('Search');
    await search.getByRole('textbox').fill('bee 1');
    await search.getByText('39 points match').waitFor();
    await search.getByRole('button', { name: 'Select all' }).click();
    await tab.region('Selection').getByText('39 points', { exact: true }).waitFor();
    await search.getByRole('checkbox', { name: 'Regular expressions' }).check();
    await search.getByRole('textbox').fill('^cat [12]$');
    await search.getByText('1 point matches').waitFor();
    expect(tab.hash()).toContain('find=');
    await search.getByRole('combobox', { name: 'Look in' }).selectOption('weight');
    await search.getByRole('textbox').fill('> 297');
    await search.getByText('2 points match').waitFor();
    await search.getByRole('textbox').fill('a(');
    await search.getByText(/missing/).waitFor();
    const filter = tab.region('Filter');
    await filter.getByRole('combobox', { name: 'By' }).selectOption('class');
    await filter.getByRole('textbox').fill('ant');
    await filter.getByText('100 of 300 points are shown').waitFor();
  });

  it('tells the nearest points in all dimensions, and shows a part alone', async () => {
    await tab.open('projector?of=run&tensor=animals&find=cat%202');
    await tab.projected();
    await tab.region('Search').getByRole('button', { name: 'cat 2', exact: true }).click();
    await expect.poll(() => tab.names('Nearest points').then((all) => all.length)).toBe(20);
    const values = heaps(2);
    const distance = (row: number) => {
      let [dot, a, b] = [0, 0, 0];
      for (let at = 0; at < DIMENSIONS; at++) {
        const [x = 0, y = 0] = [values[2 * DIMENSIONS + at], values[row * DIMENSIONS + at]];
        dot += x * y;
        a += x * x;
        b += y * y;
      }
      return 1 - dot / Math.sqrt(a * b);
    };
    const nearest = Array.from({ length: ROWS }, (_, row) => row)
      .filter((row) => row !== 2)
      .sort((a, b) => distance(a) - distance(b));
    const first = `${classOf(nearest[0] ?? 0)} ${nearest[0]}`;
    await expect.poll(() => tab.names('Nearest points').then(([name]) => name)).toContain(first);
    await tab.region('Nearest points').getByText('Euclidean').click();
    await expect.poll(tab.hash).toContain('metric=euclidean');
    await tab.region('Selection').getByRole('button', { name: 'Isolate 21 points' }).click();
    await expect.poll(async () => (await tab.positions()).filter(Number.isNaN).length).toBe(3 * (ROWS - 21));
    await tab.region('Selection').getByRole('button', { name: 'Show all 300 points' }).click();
    await expect.poll(async () => (await tab.positions()).some(Number.isNaN)).toBe(false);
  });

  it('takes a box, a lasso and clicks for a choice', async () => {
    await tab.open('projector?of=run&tensor=flat&dims=2');
    await expect.poll(tab.positions).toEqual([-1, -0.5, 0, 0, 0.5, 0, 1, -0.5, 0]);
    // Asked for each time: what stands above the picture may have become higher.
    const placesOf = async (points: readonly (readonly [number, number])[]) => {
      const { x, y, half } = await tab.middle();
      return points.map(([right, up]) => [x + right * half, y - up * half] as const);
    };
    const click = async (right: number, up: number) => {
      const [place = [0, 0] as const] = await placesOf([[right, up]]);
      await tab.page.mouse.click(...place);
    };
    await click(0, 0.5);
    await expect.poll(tab.selected).toEqual([1]);
    await tab.page.keyboard.down('Shift');
    await click(1, -0.5);
    await tab.page.keyboard.up('Shift');
    await expect.poll(tab.selected).toEqual([1, 2]);
    const drag = async (way: readonly (readonly [number, number])[]) => {
      const [first = [0, 0] as const, ...rest] = await placesOf(way);
      await tab.page.mouse.move(...first);
      await tab.page.mouse.down();
      for (const place of rest) await tab.page.mouse.move(...place, { steps: 3 });
      await tab.page.mouse.up();
    };
    await tab.page.getByText('Box', { exact: true }).click();
    await drag([
      [-1.05, -0.7],
      [0.2, 0.7],
    ]);
    await expect.poll(tab.selected).toEqual([0, 1]);
    await tab.page.getByText('Lasso', { exact: true }).click();
    await drag([
      [-1.05, -0.7],
      [1.05, -0.7],
      [1.05, -0.3],
      [-1.05, -0.3],
    ]);
    await expect.poll(tab.selected).toEqual([0, 2]);
    await click(0, -0.2);
    await expect.poll(tab.selected).toEqual([]);
  });

  it('goes through the steps of a training', async () => {
    await tab.open('projector?of=run&tensor=animals');
    await tab.projected();
    const last = await tab.positions();
    const slider = tab.page.getByRole('slider', { name: 'Step' });
    expect(await slider.getAttribute('aria-valuetext')).toBe('2');
    await slider.press('Home');
    await expect.poll(tab.hash).toContain('step=0');
    await expect.poll(async () => JSON.stringify(await tab.positions()) === JSON.stringify(last)).toBe(false);
    // The heaps lie where they lay, whichever way PCA has put them.
    const middle = (places: readonly number[], heap: number) =>
      [0, 1, 2].map((axis) => {
        const own = places.filter((_, at) => at % 3 === axis && Math.floor(at / 3) % 3 === heap);
        return own.reduce((sum, place) => sum + place, 0) / own.length;
      });
    const farthest = async () => {
      const first = await tab.positions();
      const moved = [0, 1, 2].map((heap) => {
        const [a, b] = [middle(first, heap), middle(last, heap)];
        return Math.hypot(...a.map((place, axis) => place - (b[axis] ?? 0)));
      });
      return Math.max(...moved);
    };
    await expect.poll(farthest).toBeLessThan(0.4);
  });

  it('can be stopped before there is anything to see, and started again', async () => {
    await tab.openEmpty('');
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await tab.page.route('**/*.wasm', async (route) => {
      await released;
      await route.continue();
    });
    await tab.go('projector?of=run&tensor=animals');
    await tab.page.getByRole('button', { name: 'Stop projecting' }).click();
    const again = tab.region('Projection').getByRole('button', { name: 'Start again' });
    await again.waitFor();
    release();
    await again.click();
    await tab.projected();
    await again.waitFor({ state: 'detached' });
  });

  it('runs t-SNE and UMAP, which can be stopped and gone on with, and custom axes', async () => {
    await tab.open('projector?of=run&tensor=crowd&method=tsne&dims=2&iterations=100000&perplexity=10');
    const projection = tab.region('Projection');
    await projection.getByRole('button', { name: 'Stop' }).waitFor();
    await expect.poll(async () => (await tab.positions()).some(Number.isNaN)).toBe(false);
    await projection.getByRole('button', { name: 'Stop' }).click();
    const stopped = await tab.positions();
    await projection.getByRole('button', { name: 'Resume' }).click();
    await expect
      .poll(async () => JSON.stringify(await tab.positions()) === JSON.stringify(stopped))
      .toBe(false);
    await projection.getByRole('button', { name: 'Stop' }).click();
    await tab.region('Points').getByRole('combobox', { name: 'Tensor' }).selectOption('animals');
    await tab.page.getByText('300 points × 8 dimensions').waitFor();
    await projection.getByRole('combobox', { name: 'Method' }).selectOption('umap');
    await expect.poll(tab.hash).toContain('method=umap');
    await projection.getByRole('button', { name: 'Stop' }).waitFor({ state: 'detached' });
    await projection.getByRole('combobox', { name: 'Method' }).selectOption('custom');
    await projection.getByText('Say what the points at the left').waitFor();
    for (const [name, text] of [
      ['Left', 'ant'],
      ['Right', 'bee'],
    ] as const) {
      await projection.getByRole('textbox', { name }).fill(text);
      await tab.page.keyboard.press('Tab');
    }
    // Ants (every third point from the first on) lie left of bees.
    await expect
      .poll(async () => {
        const places = await tab.positions();
        const rows = Array.from({ length: ROWS / 3 }, (_, at) => at * 3);
        return rows.every((row) => (places[row * 3] ?? 0) < (places[(row + 1) * 3] ?? 0));
      })
      .toBe(true);
    expect(await axeViolations(tab.page)).toEqual([]);
  });
});
