// The Express app: from snapshots, plugins and settings to answers. It never listens, so tests can own it.
import { IncomingMessage } from 'node:http';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { INGEST_PATH } from '../../src/wire/ingest.ts';
import { tablesOf } from '../data/core-tables.ts';
import { dataRoutes } from '../data/data-routes.ts';
import type { DocumentStore } from '../documents/document-store.ts';
import { HttpError, type PluginRoutes, type Route } from '../plugin-host.ts';
import { type AccessRules, verdictOn, verdictOnIngest } from './access.ts';
import { coreRoutes } from './core-routes.ts';
import { documentRoutes } from './document-routes.ts';
import { checkFeatureFlags } from './feature-flags.ts';
import { answerIngest, type Ingest } from './ingest.ts';
import { writtenJson } from './json.ts';
import { framedPolicy, isolationHeaders, pagePolicy, readPageFile } from './page-files.ts';
import { readBody } from './request-body.ts';
import { respond, respondAsWritten, respondInChunks } from './respond.ts';
import { failureOf, type RouteParts, routeRequestOf } from './route-request.ts';
import { runColumnRoutes } from './run-column-routes.ts';
import { locate } from './script-root.ts';
import { pluginEntry, TENSORBOARD_POLICY, withRelativeRoot } from './tensorboard-page.ts';
import { trashRoutes } from './trash-route.ts';

/** Everything that the app is made of. */
export interface AppParts extends RouteParts {
  readonly plugins: readonly PluginRoutes[];
  readonly documents: DocumentStore;
  readonly settings: AppSettings;
  /** Takes what training pages send; nothing is taken where it is left out. */
  readonly ingest?: Ingest;
}

export interface AppSettings {
  readonly version: string;
  /** As the user typed it; shown, never read. */
  readonly logdir: string;
  readonly windowTitle: string;
  /** Absolute path of the folder below which runs lie; empty where they lie in several. */
  readonly runsFolder: string;
  /** Whether runs may be moved to the trash. */
  readonly allowDelete: boolean;
  /** Empty, or begins with `/` and does not end with one. */
  readonly pathPrefix: string;
  /** Points of a TensorBoard route by plugin name; 0 means all. */
  readonly samplesPerPlugin: ReadonlyMap<string, number>;
  /** The built page. */
  readonly pageFolder: string;
  readonly access: AccessRules;
  /** Who may show the page in a frame: sources of a Content-Security-Policy, besides the server itself. */
  readonly framedBy: readonly string[];
  /** A folder that holds TensorBoard's own page, which is shown instead. */
  readonly tensorboardPage?: string;
}

/** Answers every request; problems of the server itself are printed with their stack and answered 500. */
export function createApp(parts: AppParts): Express {
  const { settings } = parts;
  const routes = routesOf(parts);
  const app = express();
  app.set('etag', false);
  app.set('x-powered-by', false);
  app.use(async (request: Request, response: Response) => {
    const [path = '', ...search] = request.url.split('?');
    const query = new URLSearchParams(search.join('?'));
    const location = locate(decodePath(path), settings.pathPrefix);
    if (location.kind === 'outside') throw new HttpError(404, 'Not found');
    if (location.kind === 'root') {
      const target = encodeURI(`${location.scriptRoot}/`);
      return respond(request, response, 301, 'text/plain', `Moved to ${target}`, { Location: target });
    }
    const judge = location.path === INGEST_PATH ? verdictOnIngest : verdictOn;
    const verdict = judge(request, settings.access);
    if (verdict.kind === 'refused') throw new HttpError(verdict.status, verdict.message);
    if (verdict.kind === 'signed-in') {
      const { location: to, cookie } = verdict;
      return respond(request, response, 302, 'text/html', movedPage(to), {
        Location: to,
        'Set-Cookie': cookie,
      });
    }
    checkFeatureFlags(request.headers['x-tensorboard-feature-flags'], query);
    if (location.path === INGEST_PATH) return answerIngest(parts.ingest, query, request, response);
    const route = routes.get(location.path);
    if (route) return answer(parts, route, query, location.scriptRoot, request, response);
    const target = REDIRECTS.get(location.path);
    if (target !== undefined) {
      const to = target.startsWith('/') ? encodeURI(location.scriptRoot + target) : target;
      return respond(request, response, 302, 'text/html', movedPage(to), { Location: to });
    }
    if (location.path === '/data/plugin_entry.html') {
      const { html, policy } = pluginEntry(parts.plugins, query.get('name') ?? '');
      return respond(request, response, 200, 'text/html', html, {
        'Content-Security-Policy': framedPolicy(policy, settings.framedBy),
      });
    }
    return answerFile(settings, location, request, response);
  });
  app.use(answerError);
  return app;
}

/** Where TensorBoard's older addresses lead. */
const REDIRECTS: ReadonlyMap<string, string> = new Map([
  ...['/audio', '/events', '/graphs', '/histograms', '/images'].map((path) => [path, '/'] as const),
  ['/data/notifications', '../notifications_note.json'],
]);

/** What people see whose browser does not follow; word for word TensorBoard's. `to` may be as a client sent it. */
function movedPage(to: string): string {
  const text = to
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
  const link = `<a href="${text}">${text}</a>`;
  return `<!doctype html>
<html lang=en>
<title>Redirecting...</title>
<h1>Redirecting...</h1>
<p>You should be redirected automatically to the target URL: ${link}. If not, click the link.
`;
}

/** Sends a file of the page. */
async function answerFile(
  { pageFolder, tensorboardPage, pathPrefix, framedBy }: AppSettings,
  { path, scriptRoot }: { readonly path: string; readonly scriptRoot: string },
  request: Request,
  response: Response,
): Promise<void> {
  const file = await readPageFile(tensorboardPage ?? pageFolder, path);
  if (!file) throw new HttpError(404, 'Not found');
  // TensorBoard's page frames plugins, and so is not isolated.
  const isolation = tensorboardPage
    ? {}
    : isolationHeaders(file.contentType, request.headers.host, request.headers['x-forwarded-proto']);
  if (file.contentType !== 'text/html') {
    return respond(request, response, 200, file.contentType, file.bytes, isolation);
  }
  const html = new TextDecoder().decode(file.bytes);
  const isIndex = path === '/' || path === '/index.html';
  const body = isIndex ? withRelativeRoot(html, scriptRoot, pathPrefix) : html;
  return respond(request, response, 200, file.contentType, body, {
    ...isolation,
    'Content-Security-Policy': framedPolicy(
      tensorboardPage ? TENSORBOARD_POLICY : pagePolicy(request.headers.host),
      framedBy,
    ),
  });
}

function routesOf(parts: AppParts): ReadonlyMap<string, Route> {
  const { settings, source, plugins } = parts;
  const routes = new Map([
    ...coreRoutes({ ...settings, source, plugins }),
    ...runColumnRoutes(plugins),
    ...documentRoutes(parts.documents),
    ...dataRoutes({ version: settings.version, tables: tablesOf(plugins), tensorAt: parts.tensorAt }),
    ...trashRoutes({ ...settings, source }),
  ]);
  for (const { kind, tensorboard, page } of plugins) {
    for (const [path, route] of Object.entries(tensorboard)) {
      routes.set(`/data/plugin/${kind.pluginName}${path}`, route);
    }
    for (const [path, route] of Object.entries(page)) routes.set(`/api/v1/${kind.pluginName}${path}`, route);
  }
  return routes;
}

async function answer(
  parts: AppParts,
  route: Route,
  query: URLSearchParams,
  scriptRoot: string,
  request: Request,
  response: Response,
): Promise<void> {
  const { form, body } = await readBody(request);
  const given = await route(
    routeRequestOf(parts, {
      method: request.method,
      scriptRoot,
      query,
      form,
      body,
      header: (name) => {
        const value = request.headers[name];
        return Array.isArray(value) ? value.join(', ') : value;
      },
    }),
  );
  if ('json' in given) {
    const json = writtenJson(given.json);
    return typeof json === 'string'
      ? respond(request, response, 200, 'application/json', json)
      : respondAsWritten(request, response, 'application/json', json);
  }
  if ('chunks' in given) {
    const { chunks, contentType, fileName } = given;
    // Of the names of tables, which need no quoting.
    const headers: Record<string, string> =
      fileName === undefined ? {} : { 'Content-Disposition': `inline; filename="${fileName}"` };
    return respondInChunks(request, response, contentType, chunks, headers);
  }
  return respond(request, response, 200, given.contentType, 'text' in given ? given.text : given.bytes);
}

async function answerError(error: unknown, request: Request, response: Response, next: NextFunction) {
  if (response.headersSent || !(request instanceof IncomingMessage)) return next(error);
  const { status, message, allow } = failureOf(error, `${request.method} ${request.url}`);
  return respond(request, response, status, 'text/plain', message, status === 405 ? { Allow: allow } : {});
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    throw new HttpError(400, 'Invalid argument: the path is not well-formed', { cause: error });
  }
}
