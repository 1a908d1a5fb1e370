// The nearest neighbours of all points, by all members of a team.
import type { NeighbourLists } from './neighbours-part.ts';
import type { Progress } from './projection.ts';
import { shareOf, type Team } from './team.ts';

/** Multiplications of one member between two reports of progress. */
const SLICE = 4e8;

/** The `count` nearest others of each point, exact; `count` is less than the number of points. */
export async function nearestNeighbours(
  team: Team,
  points: { readonly rows: number; readonly dimensions: number; readonly values: Float32Array },
  count: number,
  onProgress: (progress: Progress) => void,
): Promise<NeighbourLists> {
  const { rows, dimensions } = points;
  await team.run('space', () => points);
  const numbers = new Int32Array(rows * count);
  const squares = new Float32Array(rows * count);
  const slice = Math.max(64, Math.ceil((SLICE * team.size) / (rows * dimensions)));
  for (let begin = 0; begin < rows; begin += slice) {
    const length = Math.min(slice, rows - begin);
    const partOf = (member: number) => {
      const { from, to } = shareOf(team, member, length);
      return { count, from: begin + from, to: begin + to };
    };
    const lists = await team.run('neighbours', partOf);
    lists.forEach((list, member) => {
      numbers.set(list.numbers, partOf(member).from * count);
      squares.set(list.squares, partOf(member).from * count);
    });
    onProgress({ phase: 'Nearest neighbours', done: begin + length, total: rows });
  }
  return { numbers, squares };
}
