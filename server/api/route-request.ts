// What a route is given, and what is told where it throws: the same for HTTP and for the live socket.
import { type Tensor, TensorError } from '../../src/format/tensor.ts';
import type { SnapshotSource } from '../../src/reader/store/snapshot.ts';
import { StoredValueError } from '../../src/reader/store/stored-value-error.ts';
import { HttpError, type PlacedSeries, type RouteRequest } from '../plugin-host.ts';
import type { RunFiles } from '../run-files.ts';
import { renderMarkdown, renderMarkdownForPage, safeHtml } from './markdown.ts';

/** Where routes read. */
export interface RouteParts {
  readonly source: SnapshotSource;
  /** Reads a heavy value from its file. Rejects with StoredValueError. */
  readonly tensorAt: (series: PlacedSeries, index: number) => Promise<Tensor>;
  readonly runFiles: RunFiles;
  readonly settings: {
    /** Points of a TensorBoard route by plugin name; 0 means all. */
    readonly samplesPerPlugin: ReadonlyMap<string, number>;
  };
}

/** What a client sent. */
export type Asked = Pick<RouteRequest, 'method' | 'scriptRoot' | 'query' | 'form' | 'body' | 'header'>;

/** All that a route may look at; the snapshot is taken once, so that what it reads belongs to one moment. */
export function routeRequestOf(parts: RouteParts, asked: Asked): RouteRequest {
  return {
    ...asked,
    snapshot: parts.source.snapshot,
    tensorAt: (series, index) => parts.tensorAt(series, index).catch(throwAsAnswer),
    readBeside: (folder, path, maxBytes) => parts.runFiles.read(folder, path, maxBytes),
    openBeside: (folder, path) => parts.runFiles.open(folder, path),
    markdown: renderMarkdown,
    markdownForPage: renderMarkdownForPage,
    safeHtml: (text) => safeHtml(text),
    sampleLimit: (pluginName, fallback) => {
      const limit = parts.settings.samplesPerPlugin.get(pluginName) ?? fallback;
      return limit === 0 ? Number.POSITIVE_INFINITY : limit;
    },
  };
}

/** Status and text for what a route threw; a fault of the server is printed with its stack, as one of `asked`. */
export function failureOf(error: unknown, asked: string): HttpError {
  if (error instanceof HttpError) return error;
  if (error instanceof StoredValueError) return answerOf(error);
  // A stored value that its kind cannot take: the log is wrong, not the server.
  if (error instanceof TensorError) return new HttpError(422, error.message, { cause: error });
  process.stderr.write(`${asked}: ${error instanceof Error ? error.stack : String(error)}\n`);
  return new HttpError(500, 'This is a fault of the server; its terminal shows where.', { cause: error });
}

/** A value that cannot be read is answered so: 410 asks the client to reload, 422 that the log is wrong. */
function throwAsAnswer(error: unknown): never {
  if (!(error instanceof StoredValueError)) throw error;
  throw answerOf(error);
}

function answerOf(error: StoredValueError): HttpError {
  return new HttpError(error.reason === 'gone' ? 410 : 422, error.message, { cause: error });
}
