import { expect, it } from 'vitest';
import { ProtoJson, RequestError } from './proto-json.ts';

const NAMES = ['someText', 'someNumber', 'aFlag', 'kind', 'items'];
const of = (json: unknown) => new ProtoJson(json, 'request', NAMES);
const KINDS = ['NONE', 'ONE', 'TWO'] as const;

it.each<[string, unknown, (json: ProtoJson) => unknown, unknown]>([
  ['camelCase', { someText: 'x' }, (json) => json.text('someText'), 'x'],
  ['the .proto file’s spelling', { some_text: 'x' }, (json) => json.text('someText'), 'x'],
  ['null as nothing', { someText: null }, (json) => json.text('someText'), ''],
  ['the default of a number', {}, (json) => json.double('someNumber'), 0],
  ['infinity', { someNumber: '-Infinity' }, (json) => json.double('someNumber'), Number.NEGATIVE_INFINITY],
  ['NaN', { someNumber: 'NaN' }, (json) => json.double('someNumber'), Number.NaN],
  ['a number in quotes', { someNumber: '1e3' }, (json) => json.whole('someNumber'), 1000],
  ['an enum’s name', { kind: 'TWO' }, (json) => json.choice('kind', KINDS), 'TWO'],
  ['an enum’s number', { kind: 1 }, (json) => json.choice('kind', KINDS), 'ONE'],
  ['an enum’s default', {}, (json) => json.choice('kind', KINDS), 'NONE'],
  ['a list of enums', { items: ['ONE', 2] }, (json) => json.choices('items', KINDS), ['ONE', 'TWO']],
  ['a flag that is not set', {}, (json) => json.flag('aFlag'), undefined],
])('reads %s', (_, json, get, expected) => expect(get(of(json))).toEqual(expected));

it.each<[string, unknown, (json: ProtoJson) => unknown, string]>([
  ['an unknown key', { extra: 1 }, () => undefined, 'request has no field "extra"; there are someText'],
  ['half of either spelling', { someText_: 1 }, () => undefined, 'request has no field "someText_"'],
  ['both spellings', { someText: '', some_text: '' }, () => undefined, 'request.someText is given twice'],
  ['a list for a message', [], () => undefined, 'request: expected an object, got []'],
  [
    'a number for a text',
    { someText: 1 },
    (json) => json.text('someText'),
    'request.someText: expected a string, got 1',
  ],
  ['a word for a number', { someNumber: 'many' }, (json) => json.double('someNumber'), 'expected a number'],
  ['nothing for a number', { someNumber: '' }, (json) => json.double('someNumber'), 'expected a number'],
  ['half for a whole', { someNumber: 0.5 }, (json) => json.whole('someNumber'), 'a whole number of 32 bits'],
  ['33 bits', { someNumber: 2 ** 32 }, (json) => json.whole('someNumber'), 'a whole number of 32 bits'],
  ['a number for a flag', { aFlag: 1 }, (json) => json.flag('aFlag'), 'expected true or false'],
  [
    'an unknown enum',
    { kind: 'THREE' },
    (json) => json.choice('kind', KINDS),
    'one of NONE, ONE, TWO or its number',
  ],
  ['a flag for an enum', { kind: true }, (json) => json.choice('kind', KINDS), 'one of NONE, ONE, TWO'],
  [
    'a text for a list',
    { items: 'ONE' },
    (json) => json.choices('items', KINDS),
    'expected a list, got "ONE"',
  ],
  [
    'a list of texts for messages',
    { items: [''] },
    (json) => json.messages('items', []),
    'request.items[0]: expected an object',
  ],
  ['two of one', { kind: 1, aFlag: true }, (json) => json.oneOf('kind', 'aFlag'), 'only one of kind, aFlag'],
])('refuses %s', (_, json, get, message) => {
  const read = () => get(of(json));
  expect(read).toThrow(RequestError);
  expect(read).toThrow(message);
});
