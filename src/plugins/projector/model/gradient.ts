// The gradient of t-SNE's divergence, by all members of a team.
import { CURVE_PIECE, type EdgeLists } from './forces-part.ts';
import { shareOf, type Team } from './team.ts';

/** A team that has been given its edges. */
export interface Gradients {
  readonly team: Team;
  readonly rows: number;
  readonly components: 2 | 3;
  /** What all members read. */
  readonly positions: Float32Array;
  /** Sum of p log p over all edges. */
  readonly entropy: number;
}

/** Gives each member the edges of its rows; `theta` 0 looks at each pair of points. */
export async function shareEdges(
  team: Team,
  edges: EdgeLists,
  rows: number,
  components: 2 | 3,
  theta: number,
): Promise<Gradients> {
  await team.run('edges', (member) => {
    const { from, to } = shareOf(team, member, rows);
    const { from: curveFrom, to: curveTo } = shareOf(team, member, rows, CURVE_PIECE);
    const [first, last] = [edges.begins[from] ?? 0, edges.begins[to] ?? 0];
    const own = {
      begins: edges.begins.slice(from, to + 1).map((begin) => begin - first),
      numbers: edges.numbers.slice(first, last),
      weights: edges.weights.slice(first, last),
    };
    return { rows, components, from, to, curveFrom, curveTo, theta, edges: own };
  });
  let entropy = 0;
  for (const weight of edges.weights) if (weight > 0) entropy += weight * Math.log(weight);
  return { team, rows, components, positions: team.floats(rows * components), entropy };
}

/**
 * Gradient at `positions`, both coordinate by coordinate: 4 times the attraction, exaggerated, less the repulsion by the
 * sum of all pairs. The divergence is that of the weights as they are.
 */
export async function gradientOf(
  { team, rows, components, positions, entropy }: Gradients,
  at: Float64Array,
  exaggeration: number,
  withDivergence: boolean,
): Promise<{ readonly gradient: Float64Array; readonly divergence: number | undefined }> {
  positions.set(at);
  const parts = await team.run('forces', () => ({ positions, withLog: withDivergence }));
  // Each point's pair with itself adds 1 and pushes nowhere.
  let pairs = -rows;
  for (const { pairSums } of parts) for (const sum of pairSums) pairs += sum;
  const gradient = new Float64Array(at.length);
  parts.forEach(({ attraction, repulsion, order }, member) => {
    const { from, to } = shareOf(team, member, rows);
    for (let c = 0; c < components; c++) {
      for (let i = from; i < to; i++) {
        const pull = attraction[c * (to - from) + i - from] ?? 0;
        gradient[c * rows + i] = (gradient[c * rows + i] ?? 0) - 4 * exaggeration * pull;
      }
      for (let i = 0; i < order.length; i++) {
        const to = c * rows + (order[i] ?? 0);
        gradient[to] = (gradient[to] ?? 0) - (4 * (repulsion[c * order.length + i] ?? 0)) / pairs;
      }
    }
  });
  const logSum = parts.reduce((sum, part) => sum + part.logSum, 0);
  return { gradient, divergence: withDivergence ? entropy + logSum + Math.log(pairs) : undefined };
}
