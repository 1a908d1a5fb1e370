// Documents over HTTP, each below `/api/v1/documents`. Only pages of this server and programs may write: a page of
// another site can neither name our origin nor send JSON without being asked first, which nobody answers.
import { type DocumentKind, MAX_DOCUMENT_BYTES } from '../../src/wire/documents.ts';
import { type DocumentStore, isDocument } from '../documents/document-store.ts';
import { HttpError, type Route, type RouteAnswer, type RouteRequest } from '../plugin-host.ts';
import { throwDiskRefusal } from './http-error.ts';

/** Exact paths and what answers them. */
export function documentRoutes(documents: DocumentStore): ReadonlyMap<string, Route> {
  return new Map(
    documents.kinds.map((kind): [string, Route] => [
      `/api/v1/documents/${kind.name}`,
      async (request) => {
        if (request.method === 'GET') return { json: await documents.read(kind) };
        if (request.method === 'PUT') return put(documents, kind, request);
        throw new HttpError(405, 'A document is read by GET and written by PUT.', { allow: 'GET, PUT' });
      },
    ]),
  );
}

async function put(
  documents: DocumentStore,
  kind: DocumentKind,
  request: RouteRequest,
): Promise<RouteAnswer> {
  checkOwnJson(request);
  const etag = request.header('if-match');
  if (etag === undefined)
    throw new HttpError(428, 'If-Match must name the etag of the document that was read.');
  const document = documentOf(request.body, kind);
  const done = await documents.write(kind, document, etag).catch(throwDiskRefusal);
  switch (done.kind) {
    case 'written':
      return { json: done.answer };
    case 'changed':
      throw new HttpError(412, `The document ${kind.name} was changed meanwhile. Read it again.`);
    case 'too-long':
      throw new HttpError(413, `A document may have ${MAX_DOCUMENT_BYTES} bytes at most.`);
    case 'kept':
      throw new HttpError(409, `${done.problem.file}: ${done.problem.what}; ${done.problem.done}.`);
  }
}

/** Throws HttpError 415 for what a form of another site could send. */
export function checkOwnJson({ header }: Pick<RouteRequest, 'header'>): void {
  const type = (header('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json')
    throw new HttpError(415, `The body must be of the type application/json, not ${type || 'of none'}.`);
}

function documentOf(body: string, { name, version }: DocumentKind) {
  let document: unknown;
  try {
    document = JSON.parse(body);
  } catch (error) {
    throw new HttpError(400, 'Invalid argument: the body is no JSON', { cause: error });
  }
  if (isDocument(document) && document.version === version) return document;
  throw new HttpError(400, `Invalid argument: ${name} must be a JSON object whose version is ${version}`);
}
