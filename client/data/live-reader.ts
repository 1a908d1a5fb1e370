// Texts of the live socket as messages: read in slices, with long lists put together of their pieces.
import type { LiveMessage, LivePiece, LongLists } from '../../src/wire/live.ts';
import { Slices } from '../turns/slices.ts';

/** Longer than this the page does nothing but read messages. */
const SLICE_MS = 4;

/** One connection's; made with it, and ended by `stop`. Messages are told in the order in which their texts came. */
export class LiveReader {
  readonly #onMessage: (message: LiveMessage) => void;
  #unread: string[] = [];
  #reading = false;
  #pieces: LivePiece[] = [];

  constructor(onMessage: (message: LiveMessage) => void) {
    this.#onMessage = onMessage;
  }

  /** What nothing waits before is told at once. */
  take(text: string): void {
    this.#unread.push(text);
    if (!this.#reading) void this.#read();
  }

  /** Nothing more is told. */
  stop(): void {
    this.#unread = [];
  }

  async #read(): Promise<void> {
    this.#reading = true;
    const slices = new Slices(SLICE_MS);
    try {
      for (;;) {
        const text = this.#unread.shift();
        if (text === undefined) break;
        this.#tell(JSON.parse(text) as LiveMessage | LivePiece);
        if (slices.isOver && this.#unread.length > 0) await slices.next();
      }
    } finally {
      this.#reading = false;
    }
  }

  #tell(message: LiveMessage | LivePiece): void {
    switch (message.type) {
      case 'piece':
        this.#pieces.push(message);
        return;
      case 'state':
        this.#onMessage({ ...message, state: { ...message.state, ...this.#joined(message.state) } });
        return;
      case 'changes':
        this.#onMessage({ ...message, ...this.#joined(message) });
        return;
      case 'document':
        this.#onMessage(message);
    }
  }

  /** The lists that came in pieces, with what the message itself has of them. */
  #joined(own: Partial<LongLists>): Partial<LongLists> {
    const parts = [...this.#pieces, own];
    this.#pieces = [];
    if (parts.length === 1) return {};
    const [runs, series, problems] = [
      listOf(parts, ({ runs }) => runs),
      listOf(parts, ({ series }) => series),
      listOf(parts, ({ problems }) => problems),
    ];
    return { ...(runs && { runs }), ...(series && { series }), ...(problems && { problems }) };
  }
}

/** Undefined where no part has the list. */
function listOf<Item>(
  parts: readonly Partial<LongLists>[],
  of: (part: Partial<LongLists>) => readonly Item[] | undefined,
): readonly Item[] | undefined {
  const lists = parts.map(of).filter((list) => list !== undefined);
  return lists.length === 0 ? undefined : lists.flat();
}
