// What keys mean on a plot, and that the list of shortcuts tells of keys that mean something.
import { describe, expect, it } from 'vitest';
import { keyMeaning, PLOT_SHORTCUTS } from './plot-keys.ts';

const AREA = { left: 50, top: 10, right: 450, bottom: 210 };
const press = (key: string, more = {}) =>
  keyMeaning({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more }, AREA, {
    x: 100,
    y: 100,
  });

describe('keys on a plot', () => {
  it.each([
    ['ArrowRight', {}, { point: { x: 108, y: 100 } }],
    ['ArrowLeft', { shiftKey: true }, { point: { x: 60, y: 100 } }],
    ['End', {}, { point: { x: 450, y: 100 } }],
    ['>', {}, { move: { from: 0.1, to: 1.1 } }],
    ['Enter', {}, { click: { x: 100, y: 100 } }],
    ['Escape', {}, 'reset'],
    ['q', {}, undefined],
    ['+', { ctrlKey: true }, undefined],
  ])('%s %o', (key, more, meaning) => {
    expect(press(key, more)).toEqual(meaning);
  });

  const listed = PLOT_SHORTCUTS.flatMap(({ keys }) => keys.split('  ')).filter(
    (keys) => !/drag|wheel/.test(keys),
  );

  it.each(listed)('%s is listed and means something', (key) => {
    expect(press(key)).toBeDefined();
  });
});
