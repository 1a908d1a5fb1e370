import { expect, it } from 'vitest';
import { eventFileName, isEventFileName, isUnfinishedCopyName } from './event-file-name.ts';

const NAME = eventFileName({
  wallTimeSeconds: 1_790_000_000,
  host: 'h',
  processId: 7,
  number: 0,
  suffix: '',
});

it.each([
  ['as rsync names it', `.${NAME}.aB3xY9`, true],
  ['as rclone names it', `${NAME}.1f2e3d4c.partial`, true],
  ['as gsutil names it', `${NAME}_.gstmp`, true],
  ['as browsers and file managers name it', `${NAME}.part`, true],
  ['as WinSCP names it', `${NAME}.filepart`, true],
  ['as its writer named it', NAME, false],
  ['with a suffix of six letters', `${NAME}.sparse`, false],
  ['rotated', `${NAME}.1`, false],
  ['hidden', `.${NAME}`, false],
])('a file %s is an event file; whether it is still being copied: %s, %s', (_, name, copied) => {
  expect(isEventFileName(name)).toBe(true);
  expect(isUnfinishedCopyName(name)).toBe(copied);
});
