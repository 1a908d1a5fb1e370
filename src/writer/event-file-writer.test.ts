import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { eventsOf } from '../../test/event-files.ts';
import type { Event } from '../format/event.ts';
import { EventFileWriter, type EventFileWriterOptions } from './event-file-writer.ts';
import { MemorySink } from './event-sink.ts';
import { NODE } from './node/node-surroundings.ts';

const scalar = (step: number): Event => ({
  wallTimeSeconds: 1,
  step,
  values: [{ tag: 'loss', simpleValue: step }],
});

/** Memory whose background writes wait until they are let go, and which can be full. */
class SlowSink extends MemorySink {
  full = false;
  removed = false;
  readonly #held: (() => void)[] = [];
  holding = false;

  get held(): number {
    return this.#held.length;
  }

  override async write(bytes: Uint8Array, offsetBytes: number): Promise<void> {
    if (this.holding) await new Promise<void>((go) => this.#held.push(go));
    await super.write(bytes, offsetBytes);
  }

  override writeSync(bytes: Uint8Array, offsetBytes: number): void {
    if (this.full) throw new Error('ENOSPC: no space left on device');
    super.writeSync(bytes, offsetBytes);
  }

  override verify(): Promise<void> {
    return this.removed ? Promise.reject(new Error('the file was removed')) : Promise.resolve();
  }

  letGo(): void {
    this.#held.shift()?.();
  }
}

let sink: SlowSink;
let warnings: string[];
let opened: EventFileWriter[];
beforeEach(() => {
  sink = new SlowSink();
  warnings = [];
  opened = [];
});
afterEach(async () => {
  vi.useRealTimers();
  sink.holding = false;
  sink.letGo();
  await Promise.allSettled(opened.map((writer) => writer.close()));
});

function newWriter(options: Partial<EventFileWriterOptions> = {}): EventFileWriter {
  const writer = new EventFileWriter(sink, {
    maxQueue: 10,
    flushMs: 120_000,
    surroundings: NODE,
    report: (error) => warnings.push(error.message),
    ...options,
  });
  opened.push(writer);
  return writer;
}

const steps = () => eventsOf(sink.bytes).map((event) => event.step);
const upTo = (n: number) => Array.from({ length: n }, (_, step) => step);
const addSteps = (writer: EventFileWriter, from: number, to: number) => {
  for (let step = from; step < to; step++) writer.add(scalar(step));
};

describe('writing', () => {
  it('keeps all events in order', async () => {
    const writer = newWriter();
    addSteps(writer, 0, 2000);
    await writer.flush();
    expect(steps()).toEqual(upTo(2000));
    addSteps(writer, 2000, 2003);
    await writer.close();
    expect(steps()).toEqual(upTo(2003));
  });

  it('begins at once when maxQueue events wait, and not before', () => {
    sink.holding = true;
    const writer = newWriter({ maxQueue: 3 });
    addSteps(writer, 0, 2);
    expect(sink.held).toBe(0);
    addSteps(writer, 2, 3);
    expect(sink.held).toBe(1);
  });

  it('waits for time alone where maxQueue is 0, as with PyTorch', () => {
    sink.holding = true;
    const writer = newWriter({ maxQueue: 0 });
    addSteps(writer, 0, 100);
    expect(sink.held).toBe(0);
  });

  it.each([
    ['a tenth of a second after an event', 120_000, 100],
    ['sooner where flushSecs says so', 20, 20],
  ])('begins %s', async (_, flushMs, afterMs) => {
    vi.useFakeTimers();
    const writer = newWriter({ flushMs });
    addSteps(writer, 0, 1);
    await vi.advanceTimersByTimeAsync(afterMs - 1);
    expect(steps()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(steps()).toEqual([0]);
    addSteps(writer, 1, 2);
    await vi.advanceTimersByTimeAsync(afterMs);
    expect(steps()).toEqual([0, 1]);
  });

  it('is one after the other: what comes during a write is written after it', async () => {
    sink.holding = true;
    const writer = newWriter({ maxQueue: 1 });
    addSteps(writer, 0, 1);
    addSteps(writer, 1, 5);
    expect(sink.held).toBe(1);
    sink.holding = false;
    const flushed = writer.flush();
    sink.letGo();
    await flushed;
    expect(steps()).toEqual(upTo(5));
  });

  it('does not wait for an event loop that a program keeps from turning', () => {
    vi.useFakeTimers();
    const writer = newWriter({ maxQueue: 1e6 });
    addSteps(writer, 0, 5);
    vi.setSystemTime(Date.now() + 1001);
    addSteps(writer, 5, 6);
    expect(steps()).toEqual(upTo(6));
  });

  it('does not gather more than some megabytes without the event loop', () => {
    const writer = newWriter({ maxQueue: 1e6 });
    const bytes = new Uint8Array(5 * 2 ** 20);
    for (let step = 0; step < 4; step++) writer.add({ wallTimeSeconds: 1, step, graphDef: bytes });
    expect(steps()).toEqual(upTo(4));
  });

  it('refuses a step that is no int64 and goes on', async () => {
    const writer = newWriter();
    expect(() => writer.add({ ...scalar(0), step: 2n ** 63n })).toThrow(RangeError);
    addSteps(writer, 0, 1);
    await writer.close();
    expect(steps()).toEqual([0]);
  });
});

describe('a disk that fails', () => {
  it('is warned of once, and nothing is lost when it works again', async () => {
    const writer = newWriter();
    sink.full = true;
    addSteps(writer, 0, 25);
    await expect(writer.flush()).rejects.toThrow('memory: ENOSPC: no space left on device; events wait');
    addSteps(writer, 25, 50);
    await expect(writer.flush()).rejects.toThrow('ENOSPC');
    expect(warnings).toEqual([
      'memory: ENOSPC: no space left on device; events wait in memory until memory takes them',
    ]);
    sink.full = false;
    await writer.flush();
    expect(steps()).toEqual(upTo(50));
  });

  it('is tried again after a second, then later and later, not at every event', async () => {
    vi.useFakeTimers();
    const write = vi.spyOn(sink, 'write');
    const writer = newWriter({ maxQueue: 1 });
    sink.full = true;
    addSteps(writer, 0, 1);
    await vi.advanceTimersByTimeAsync(0);
    addSteps(writer, 1, 100);
    await vi.advanceTimersByTimeAsync(1999);
    expect(write).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1 + 4000 + 8000 + 16_000 + 16_000);
    expect(write).toHaveBeenCalledTimes(6);
    sink.full = false;
    await vi.advanceTimersByTimeAsync(16_000);
    expect(steps()).toEqual(upTo(100));
  });

  it('makes close reject, which gives up the file all the same', async () => {
    const close = vi.spyOn(sink, 'close');
    const writer = newWriter();
    sink.full = true;
    addSteps(writer, 0, 1);
    await expect(writer.close()).rejects.toThrow(
      /^memory: \d+ bytes of events could not be written and are lost \(memory: ENOSPC/,
    );
    expect(close).toHaveBeenCalledTimes(1);
  });

  it('that took the file away is told', async () => {
    const writer = newWriter();
    addSteps(writer, 0, 1);
    sink.removed = true;
    await expect(writer.flush()).rejects.toThrow(
      'memory: the file was removed; what was written is gone, and so is what follows',
    );
    expect(warnings).toHaveLength(1);
  });

  it('costs events, not all memory, and says how many', async () => {
    const writer = newWriter();
    sink.full = true;
    const bytes = new Uint8Array(33 * 2 ** 20);
    for (let step = 0; step < 4; step++) writer.add({ wallTimeSeconds: 1, step, graphDef: bytes });
    sink.full = false;
    await expect(writer.flush()).rejects.toThrow(
      'memory: 2 events were lost, because more than 64 MiB waited',
    );
    expect(steps()).toEqual([0, 1]);
  });
});
