import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RefreshedAnswer } from './refreshed-answer.ts';

describe('an answer that is refreshed', () => {
  let asked: number;
  let fails: boolean;
  let answer: RefreshedAnswer<number>;
  /** Lets promises that are settled be heard. */
  const settled = () => vi.advanceTimersByTimeAsync(0);

  beforeEach(() => {
    vi.useFakeTimers();
    asked = 0;
    fails = false;
    answer = new RefreshedAnswer(
      () => (fails ? Promise.reject(new Error(`no answer ${++asked}`)) : Promise.resolve(++asked)),
      () => undefined,
      5000,
    );
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is asked for once in a while, however often the log changes', async () => {
    for (let time = 0; time < 10; time++) {
      answer.want();
      await settled();
    }
    expect([asked, answer.answer]).toEqual([1, 1]);
    await vi.advanceTimersByTimeAsync(5000);
    expect([asked, answer.answer]).toEqual([2, 2]);
    await vi.advanceTimersByTimeAsync(50_000);
    expect(asked).toBe(2);
  });

  it('is asked for at once where the user wants another try', async () => {
    fails = true;
    answer.want();
    await settled();
    expect(answer.error).toBe('no answer 1');
    fails = false;
    answer.retry();
    await settled();
    expect([answer.answer, answer.error]).toEqual([2, undefined]);
    await vi.advanceTimersByTimeAsync(50_000);
    answer.retry();
    await settled();
    expect(asked).toBe(3);
  });
});
