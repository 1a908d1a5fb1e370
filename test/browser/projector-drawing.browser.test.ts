// Points as they are drawn: where a GPU would draw them, and where none does.
import { expect, it } from 'vitest';
import { describeProjector } from './projector-page.ts';

describeProjector(
  'the picture of points',
  (tab) => {
    /** How bright the picture is, 0 to 255, in squares of 48 x 48 for the whole of it. */
    const tones = (): Promise<number[]> =>
      // As text: what a page knows of pictures is no part of this program's types.
      tab.page.evaluate(`(async () => {
        let view = document.querySelector('rb-app');
        for (const name of ['rb-dashboard-outlet', 'rb-projector-dashboard', 'rb-point-view'])
          view = view.shadowRoot.querySelector(name);
        const bitmap = await createImageBitmap(await view.picture());
        const context = new OffscreenCanvas(48, 48).getContext('2d');
        context.imageSmoothingQuality = 'high';
        context.drawImage(bitmap, 0, 0, 48, 48);
        const { data } = context.getImageData(0, 0, 48, 48);
        return Array.from({ length: 48 * 48 }, (_, at) => (data[at * 4] + data[at * 4 + 1] + data[at * 4 + 2]) / 3);
      })()`);

    it.each([
      ['discs', 'tensor=animals&method=pca&dims=2&size=30', 200],
      // White is drawn in the points' colour; nothing else is black.
      ['pictures', 'tensor=shown&dims=2&size=60', 60],
    ])('draws %s by the CPU as a GPU does', async (_, address, darkest) => {
      const pictures: number[][] = [];
      await tab.open(`projector?of=run&${address}&draw=cpu`);
      for (const draw of ['cpu', 'gpu']) {
        await tab.go(`projector?of=run&${address}&draw=${draw}`);
        await expect.poll(tab.drawer).toBe(draw);
        await expect.poll(async () => (await tab.positions()).length).toBeGreaterThan(0);
        await expect.poll(async () => (await tab.positions()).some(Number.isNaN)).toBe(false);
        await expect.poll(async () => Math.min(...(await tones()))).toBeLessThan(darkest);
        pictures.push(await tones());
      }
      const [cpu = [], gpu = []] = pictures;
      const differences = cpu.map((tone, at) => Math.abs(tone - (gpu[at] ?? 0)));
      expect(differences.reduce((sum, one) => sum + one) / differences.length).toBeLessThan(1.5);
    });
  },
  { webgl: true },
);
