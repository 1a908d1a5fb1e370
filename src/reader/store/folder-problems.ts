// What a walk finds wrong with folders: those that cannot be read, and a logdir that went as a whole, for runs that only
// vanish look like runs that were never there.
import { type Problem, problemText } from '../../problem.ts';
import type { Listing } from '../logdir.ts';

/** One for each source of snapshots. */
export class FolderProblems {
  /** By name: the folder in which runs were seen last. */
  readonly #seen = new Map<string, string>();
  #told: readonly Problem[] = [];

  /** Takes a walk. Tells what is wrong now, in a stated order: unreadable folders by name, then logdirs. */
  update(listing: Listing): { readonly now: readonly Problem[]; readonly over: readonly Problem[] } {
    const now = [...listing.unreadable.map(unreadableProblem), ...this.#lostRoots(listing)];
    const texts = new Set(now.map(problemText));
    const over = this.#told.filter((problem) => !texts.has(problemText(problem)));
    this.#told = now;
    return { now, over };
  }

  #lostRoots({ roots = [], unreadable }: Listing): readonly Problem[] {
    const problems: Problem[] = [];
    for (const { name, identity, hasRuns } of roots) {
      if (hasRuns && identity !== undefined) this.#seen.set(name, identity);
      const before = this.#seen.get(name);
      const told = unreadable.some((entry) => entry.name === name);
      if (hasRuns || told || before === undefined || before === identity) continue;
      problems.push({
        file: name,
        what:
          identity === undefined
            ? 'the logdir is gone, and with it all its runs'
            : 'the logdir is another folder than before, without event files: perhaps its disk was unmounted',
        done: 'no run of it is shown; they come again when it does',
      });
    }
    return problems;
  }
}

function unreadableProblem({ name, why }: Listing['unreadable'][number]): Problem {
  const done = 'what lies in it is not shown; it is tried again at the next look';
  return { file: name, what: `the directory cannot be read (${why})`, done };
}
