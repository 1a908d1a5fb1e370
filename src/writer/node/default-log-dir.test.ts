import { expect, it } from 'vitest';
import { defaultLogDir } from './default-log-dir.ts';

it('the default folder is PyTorch’s: runs, local time to the second, host and comment', () =>
  expect(defaultLogDir('_lr0.1', new Date(2026, 10, 3, 9, 5, 7), 'box')).toBe(
    'runs/Nov03_09-05-07_box_lr0.1',
  ));
