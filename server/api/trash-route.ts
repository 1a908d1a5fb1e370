// `POST api/v1/runs/delete`: moves runs to the trash folder, where the server was started with `--allow_delete`.
import type { SnapshotSource } from '../../src/reader/store/snapshot.ts';
import type { DeleteRunsAnswer } from '../../src/wire/api.ts';
import { HttpError, type Route } from '../plugin-host.ts';
import { moveToTrash } from '../trash.ts';
import { checkOwnJson } from './document-routes.ts';
import { throwDiskRefusal } from './http-error.ts';

/** What the route must know. */
export interface TrashParts {
  readonly source: SnapshotSource;
  /** Absolute; empty where runs lie in several folders. */
  readonly runsFolder: string;
  readonly allowDelete: boolean;
}

export function trashRoutes({ source, runsFolder, allowDelete }: TrashParts): ReadonlyMap<string, Route> {
  const route: Route = async (request) => {
    if (request.method !== 'POST') throw new HttpError(405, 'Runs are deleted by POST.');
    if (!allowDelete || runsFolder === '')
      throw new HttpError(403, 'Runs can be deleted where the server was started with --allow_delete.');
    checkOwnJson(request);
    const all = request.snapshot.runs.map(({ name }) => name);
    const moving = moveToTrash(runsFolder, runsOf(request.body), all, new Date());
    const { folder, done, failed } = await moving.catch(throwDiskRefusal);
    await source.reload();
    return { json: { folder, done, failed } satisfies DeleteRunsAnswer };
  };
  return new Map([['/api/v1/runs/delete', route]]);
}

/** Throws HttpError 400. */
function runsOf(body: string): readonly string[] {
  try {
    const runs: unknown = (JSON.parse(body) as { runs?: unknown } | null)?.runs;
    if (Array.isArray(runs) && runs.length > 0 && runs.every((run) => typeof run === 'string')) return runs;
  } catch (error) {
    throw new HttpError(400, 'Invalid argument: the body is no JSON', { cause: error });
  }
  throw new HttpError(400, 'Invalid argument: the body must be {"runs": ["name", …]}');
}
