// What browsers know of languages takes some milliseconds to come, and does so at the first use of each kind of format.
import { taskTurn } from '../components/task-turn.ts';
import { compareNames } from '../data/tag-groups.ts';

const FIRST_USES: readonly (() => unknown)[] = [
  () => (1000).toLocaleString('en'),
  () => compareNames('a', 'b'),
  () => new Intl.DateTimeFormat('en', { month: 'short', hour: '2-digit' }).format(0),
];

/** Uses each once, in tasks of their own: best while the page waits for its server. */
export async function warmFormats(): Promise<void> {
  for (const use of FIRST_USES) {
    await taskTurn();
    use();
  }
}
