// What browsers know of languages takes some milliseconds to come, and does so at the first use of each kind of format.
import { taskTurn } from '../components/task-turn.ts';
import { compareNames } from '../data/tag-groups.ts';

/** What a tab's first picture needs: best while the page waits for its server. */
export async function warmNames(): Promise<void> {
  await taskTurn();
  compareNames('a', 'b');
}

/** What the table of runs needs, each in a task of its own. */
export async function warmValues(): Promise<void> {
  for (const use of [
    () => (1000).toLocaleString('en'),
    () => new Intl.DateTimeFormat('en', { month: 'short', hour: '2-digit' }).format(0),
  ]) {
    await taskTurn();
    use();
  }
}
