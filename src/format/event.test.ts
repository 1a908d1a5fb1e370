import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEvent, type Event, encodeEvent } from './event.ts';
import { eventFileName, isEventFileName } from './event-file-name.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('events', () => {
  it('the first event of a file is the bytes that TensorBoard writes', () => {
    const first = encodeEvent({ wallTimeSeconds: 1700000000, step: 0, fileVersion: 'brain.Event:2' });
    expect(hex(first)).toBe(`0900000040fc54d941${'1a0d'}${Buffer.from('brain.Event:2').toString('hex')}`);
  });

  it('a scalar keeps its step, its wall time and its float32, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.double(),
        fc.oneof(fc.maxSafeInteger(), fc.constant(2n ** 62n), fc.constant(-(2n ** 63n))),
        fc.string({ unit: 'grapheme' }),
        fc.float(),
        (wallTimeSeconds, step, tag, simpleValue) => {
          const event: Event = { wallTimeSeconds, step, values: [{ tag, simpleValue }] };
          const read = decodeEvent(encodeEvent(event));
          expect(read.wallTimeSeconds).toBe(wallTimeSeconds);
          expect(read.step).toBe(step === 0 ? 0 : step);
          expect(read.values?.[0]?.tag).toBe(tag);
          expect(read.values?.[0]?.simpleValue).toBe(simpleValue);
        },
      ),
    );
  });

  it('bytes that are no event are refused', () =>
    expect(() => decodeEvent(Uint8Array.of(0x0a, 0xff, 0xff, 0xff, 0xff))).toThrow());
});

describe('names of event files', () => {
  it('are composed as PyTorch does', () =>
    expect(
      eventFileName({ wallTimeSeconds: 1.7e9 + 0.5, host: 'box', processId: 42, number: 3, suffix: '.x' }),
    ).toBe('events.out.tfevents.1700000000.box.42.3.x'));

  it.each([
    ['events.out.tfevents.1700000000.host', true],
    ['foo.tfevents.bak', true],
    ['model.ckpt', false],
  ])('%s is one: %s', (name, expected) => expect(isEventFileName(name)).toBe(expected));
});
