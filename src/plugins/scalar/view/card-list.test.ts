import { beforeAll, describe, expect, it } from 'vitest';
import { loadRegexEngine } from '../../../../client/data/linear-regex.ts';
import { type Card, cardListOf, viewWithCard, viewWithCardPin, viewWithMerged } from './card-list.ts';

beforeAll(loadRegexEngine);

const TAGS = ['train/loss', 'eval/loss', 'train/acc', 'lr'];
const idsOf = (cards: readonly Card[]) => cards.map(({ id }) => id);
function cardOf(view: Readonly<Record<string, string>>, id: string): Card {
  const { pinned, sections } = cardListOf(TAGS, view);
  const card = [...pinned, ...sections.flatMap(({ cards }) => cards)].find((each) => each.id === id);
  if (!card) throw new Error(`no card ${id}`);
  return card;
}

describe('cards', () => {
  it('are one for each tag, in groups', () => {
    const { sections, pinned } = cardListOf(TAGS, {});
    expect(sections.map(({ name, cards }) => [name, idsOf(cards)])).toEqual([
      ['eval', ['c:eval/loss']],
      ['lr', ['c:lr']],
      ['train', ['c:train/acc', 'c:train/loss']],
    ]);
    expect(pinned).toEqual([]);
  });

  it('stand above all others while they are pinned', () => {
    const view = { ...viewWithCardPin({}, 'c:lr', true) };
    const { pinned, sections } = cardListOf(TAGS, view);
    expect(idsOf(pinned)).toEqual(['c:lr']);
    expect(sections.map(({ name }) => name)).toEqual(['eval', 'train']);
    expect(viewWithCardPin(view, 'c:lr', false)).toEqual({ pin: '' });
  });

  it('of one expression hold all tags that match, and go when they are no longer pinned', () => {
    const view = { 'm:loss$': 'all' };
    expect(cardListOf(TAGS, view).pinned).toMatchObject([
      { id: 'm:loss$', tags: ['eval/loss', 'train/loss'] },
    ]);
    expect(viewWithCardPin(view, 'm:loss$', false)).toEqual({ 'm:loss$': '' });
    expect(cardListOf(TAGS, { 'm:(': 'all', 'm:nothing': 'all' }).pinned).toEqual([]);
  });

  it('that are put together leave their own places, until they are taken apart', () => {
    const merged = viewWithMerged(cardOf({}, 'c:train/loss'), cardOf({}, 'c:eval/loss'));
    const together = cardOf(merged, 'c:train/loss');
    expect(together.tags).toEqual(['train/loss', 'eval/loss']);
    expect(() => cardOf(merged, 'c:eval/loss')).toThrow();
    const apart = { ...merged, ...viewWithCard(together, { more: [] }) };
    expect(cardOf(apart, 'c:eval/loss').tags).toEqual(['eval/loss']);
  });

  it('put together twice hold all of both', () => {
    const first = viewWithMerged(cardOf({}, 'c:train/loss'), cardOf({}, 'c:eval/loss'));
    const second = { ...first, ...viewWithMerged(cardOf(first, 'c:lr'), cardOf(first, 'c:train/loss')) };
    expect(cardOf(second, 'c:lr').tags).toEqual(['lr', 'train/loss', 'eval/loss']);
    expect(cardListOf(TAGS, second).sections.flatMap(({ cards }) => idsOf(cards))).toEqual([
      'c:lr',
      'c:train/acc',
    ]);
  });

  it('have the same settings object while a link says the same', () => {
    const view = { 'c:lr': 'y:log' };
    expect(cardOf({ ...view, tag: 'l' }, 'c:lr').settings).toBe(cardOf(view, 'c:lr').settings);
  });
});
