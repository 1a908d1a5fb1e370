// Clips beside TensorBoard's.
import type { Comparison } from '../beside.ts';

export const AUDIO_COMPARISONS: readonly Comparison[] = [
  {
    title: 'the lengths of all clips',
    log: 'torch_api',
    ours: 'audio',
    theirs: 'audio',
    drawn: { ours: 'rb-sound-view', theirs: 'tf-audio-loader audio' },
    read: {
      ours: async (page) => {
        const times = await page.locator('rb-clip .time').allInnerTexts();
        return times.length === 0 ? undefined : times.map((time) => time.replace(/^.* \/ 0:0?/, ''));
      },
      theirs: async (page) => {
        const lengths = await page
          .locator('tf-audio-loader audio')
          .evaluateAll((clips: readonly { duration: number }[]) => clips.map(({ duration }) => duration));
        return lengths.length === 0 || lengths.some(Number.isNaN)
          ? undefined
          : lengths.map((seconds) => seconds.toFixed(2));
      },
    },
  },
];
