// Long lists as JSON in pieces, none of which takes its reader long.
import type { LongLists } from '../../src/wire/live.ts';
import { encodeJson, JsonText } from './json.ts';

/** Characters of a piece: a millisecond or two for whoever reads it. */
export const PIECE_LENGTH = 2 ** 17;

/** Some items of a list, at least one, as JSON parted by commas. */
export interface ListPiece {
  readonly list: keyof LongLists;
  readonly items: string;
}

/** Of about PIECE_LENGTH each, in the order of `items`; none where there are no items. Each is made when it is asked for. */
export function* piecesOf<Item>(
  list: keyof LongLists,
  items: Iterable<Item>,
  textOf: (item: Item) => string,
): Iterable<ListPiece> {
  let texts: string[] = [];
  let length = 0;
  for (const item of items) {
    const text = textOf(item);
    texts.push(text);
    length += text.length;
    if (length < PIECE_LENGTH) continue;
    yield { list, items: texts.join(',') };
    [texts, length] = [[], 0];
  }
  if (texts.length > 0) yield { list, items: texts.join(',') };
}

/** The lists whole, those of which there are no pieces empty. */
export function listTexts(pieces: readonly ListPiece[]): Readonly<Record<keyof LongLists, JsonText>> {
  return {
    runs: listText('runs', pieces),
    series: listText('series', pieces),
    problems: listText('problems', pieces),
  };
}

/** One of them. */
export function listText(list: keyof LongLists, pieces: readonly ListPiece[]): JsonText {
  const items = pieces.flatMap((piece) => (piece.list === list ? piece.items : []));
  return new JsonText(`[${items.join(',')}]`);
}

/** Messages of the socket that bring the pieces before one that has nothing in its own lists. */
export const pieceTexts = (pieces: readonly ListPiece[]): string[] =>
  pieces.map(({ list, items }) => encodeJson({ type: 'piece', [list]: new JsonText(`[${items}]`) }));
