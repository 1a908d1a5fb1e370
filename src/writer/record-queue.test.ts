import fc from 'fast-check';
import { expect, it } from 'vitest';
import { frameRecord } from '../format/tf-record.ts';
import { RecordQueue } from './record-queue.ts';

const action = fc.oneof(
  fc.record({ do: fc.constant('append' as const), bytes: fc.integer({ min: 0, max: 40_000 }) }),
  fc.record({ do: fc.constantFrom('lend' as const, 'arrive' as const, 'writeNow' as const) }),
);

it('the file is what was appended, in order, and bytes that are lent never change', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
      const queue = new RecordQueue();
      const appended: Uint8Array[] = [];
      const file = Buffer.alloc(3_000_000);
      let loan: { offset: number; bytes: Uint8Array; before: Buffer } | undefined;
      const writeNow = () => {
        file.set(queue.unwritten(), queue.confirmedBytes);
        queue.confirm(queue.confirmedBytes + queue.length);
      };
      for (const [i, each] of actions.entries()) {
        if (each.do === 'append') {
          const payload = new Uint8Array(each.bytes).fill(i + 1);
          queue.append(payload);
          appended.push(frameRecord(payload));
        } else if (each.do === 'writeNow') writeNow();
        else if (each.do === 'lend' && loan === undefined) {
          const offset = queue.confirmedBytes;
          const bytes = queue.lend();
          loan = { offset, bytes, before: Buffer.from(bytes) };
        } else if (each.do === 'arrive' && loan !== undefined) {
          // A slow write reads the bytes only now.
          expect(loan.before.equals(loan.bytes)).toBe(true);
          file.set(loan.bytes, loan.offset);
          queue.confirm(loan.offset + loan.bytes.length);
          queue.giveBack();
          loan = undefined;
        }
      }
      writeNow();
      if (loan !== undefined) file.set(loan.bytes, loan.offset);
      const expected = Buffer.concat(appended);
      expect(queue.confirmedBytes).toBe(expected.length);
      expect(file.subarray(0, expected.length).equals(expected)).toBe(true);
    }),
  );
});
