// Routes that belong to no kind: environment, runs, the listing of plugins, and the state for our own page.
// Contract 2.

import type { SnapshotSource } from '../../src/reader/store/snapshot.ts';
import { HttpError, type PluginRoutes, type Route, type RouteRequest } from '../plugin-host.ts';
import { overviewOf } from './overview.ts';
import { lookAtAll, type StateParts, serverStateOf } from './server-state.ts';

/** What the core routes tell of the server. */
export interface CoreParts extends StateParts {
  readonly source: SnapshotSource;
}

/** Exact paths and what answers them. */
export function coreRoutes(parts: CoreParts): ReadonlyMap<string, Route> {
  return new Map<string, Route>([
    ['/data/logdir', () => ({ json: { logdir: parts.logdir } })],
    ['/data/window_properties', () => ({ json: { window_title: parts.windowTitle } })],
    [
      '/data/environment',
      () => ({
        json: {
          version: parts.version,
          data_location: parts.logdir,
          window_title: parts.windowTitle,
          experiment_name: '',
          experiment_description: '',
          creation_time: 0,
        },
      }),
    ],
    ['/data/runs', ({ snapshot }) => ({ json: snapshot.runs.map((run) => run.name) })],
    ['/data/experiments', () => ({ json: [] })],
    ['/data/experiment_runs', () => ({ json: [] })],
    ['/data/plugins_listing', async (request) => ({ json: await listingOf(parts.plugins, request) })],
    ['/api/v1/overview', async ({ snapshot }) => ({ json: await overviewOf(snapshot, parts) })],
    ['/api/v1/active', async (request) => ({ json: await activeBeside(parts.plugins, request) })],
    ['/api/v1/state', async ({ snapshot }) => ({ json: await serverStateOf(snapshot, parts) })],
    [
      '/api/v1/reload',
      async ({ method }) => {
        if (method !== 'POST') throw new HttpError(405, 'Reloading is asked for by POST.');
        await parts.source.reload();
        return { json: {} };
      },
    ],
  ]);
}

/** TensorBoard's listing, in the order of registration; a tab is enabled where any plugin that it shows has data. */
async function listingOf(
  plugins: readonly PluginRoutes[],
  request: RouteRequest,
): Promise<Map<string, unknown>> {
  await lookAtAll(request.snapshot);
  const present = request.snapshot.pluginNames;
  const entries = plugins.map(async ({ kind, active }): Promise<[string, unknown][]> => {
    const { pluginName, shows, listing } = kind;
    if (!listing) return [];
    const { loadingMechanism, tabName, disableReload = false } = listing;
    const entry = {
      disable_reload: disableReload,
      enabled: shows.some((name) => present.includes(name)) || ((await active?.(request)) ?? false),
      loading_mechanism: below(request.scriptRoot, loadingMechanism),
      remove_dom: false,
      tab_name: tabName,
    };
    return [[pluginName, entry]];
  });
  return new Map((await Promise.all(entries)).flat());
}

/** Names of kinds whose data lie beside the event files, and that have some; in the order of registration. */
async function activeBeside(
  plugins: readonly PluginRoutes[],
  request: RouteRequest,
): Promise<readonly string[]> {
  const asked = await Promise.all(plugins.map(async ({ active }) => (await active?.(request)) ?? false));
  return plugins.filter((_, at) => asked[at]).map(({ kind }) => kind.pluginName);
}

/** A module lies where the server lies; other ways of loading name no path. */
function below(scriptRoot: string, mechanism: Readonly<Record<string, string>>): Record<string, string> {
  const path = mechanism['module_path'];
  return path === undefined ? mechanism : { ...mechanism, module_path: scriptRoot + path };
}
