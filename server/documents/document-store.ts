// Small JSON documents by name: read from where they are, written as a whole, never over what is not understood.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Problem, ReportProblem } from '../../src/problem.ts';
import { problemText } from '../../src/problem.ts';
import {
  type DocumentAnswer,
  type DocumentBody,
  type DocumentKind,
  MAX_DOCUMENT_BYTES,
} from '../../src/wire/documents.ts';
import type { DocumentPlaces } from './document-places.ts';
import { readWhole, writeWhole } from './whole-file.ts';

/** What a store is made of. */
export interface DocumentStoreParts {
  /** All that there may be; their names differ. */
  readonly kinds: readonly DocumentKind[];
  readonly places: DocumentPlaces;
  /** Hears of each document that cannot be used once. */
  readonly reportProblem: ReportProblem;
}

/** What came of a wish to write. */
export type DocumentWrite =
  | { readonly kind: 'written'; readonly answer: DocumentAnswer }
  /** Somebody else wrote meanwhile. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'too-long' }
  /** What lies there is not understood, and stays. */
  | { readonly kind: 'kept'; readonly problem: Problem };

/** Of a document that does not exist. */
const NO_ETAG = '"none"';

/** Reads from the disk each time, so that several servers of one logdir see one another's documents. */
export class DocumentStore {
  readonly kinds: readonly DocumentKind[];
  readonly #parts: DocumentStoreParts;
  readonly #listeners = new Set<(written: { readonly name: string; readonly etag: string }) => void>();
  readonly #reported = new Set<string>();
  /** The end of what is under way, by name: a document is compared and written in one go. */
  readonly #underWay = new Map<string, Promise<unknown>>();

  constructor(parts: DocumentStoreParts) {
    this.#parts = parts;
    this.kinds = parts.kinds;
    const names = new Set(parts.kinds.map(({ name }) => name));
    const wrong = parts.kinds.find(({ name }) => !/^[a-z][a-z0-9-]*$/.test(name));
    if (wrong) throw new Error(`a document cannot be named ${wrong.name}`);
    if (names.size < parts.kinds.length) throw new Error('two documents have one name');
  }

  /** Calls back after each document that was written here; the answer ends the subscription. */
  subscribe(listener: (written: { readonly name: string; readonly etag: string }) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  async read(kind: DocumentKind): Promise<DocumentAnswer> {
    const places = await this.#parts.places.inOrder();
    for (const { kind: place, folder } of places) {
      const path = join(folder, `${kind.name}.json`);
      const found = await readWhole(path, MAX_DOCUMENT_BYTES);
      if (!found) continue;
      const parsed = 'text' in found ? documentOf(found.text, kind) : found;
      if ('why' in parsed) return this.#unusable(path, parsed.why, place);
      return { etag: etagOf(parsed.text), document: parsed.document, place, problem: null };
    }
    return { etag: NO_ETAG, document: null, place: places[0]?.kind ?? 'user', problem: null };
  }

  /** Writes `document`, whose version is the kind's, where what is there is still what `etag` names. */
  write(kind: DocumentKind, document: DocumentBody, etag: string): Promise<DocumentWrite> {
    const before = this.#underWay.get(kind.name) ?? Promise.resolve();
    const done = before.then(() => this.#write(kind, document, etag));
    this.#underWay.set(
      kind.name,
      done.catch(() => undefined),
    );
    return done;
  }

  async #write(kind: DocumentKind, document: DocumentBody, etag: string): Promise<DocumentWrite> {
    const before = await this.read(kind);
    if (before.problem) return { kind: 'kept', problem: before.problem };
    if (before.etag !== etag) return { kind: 'changed' };
    const text = `${JSON.stringify(document, null, 2)}\n`;
    if (Buffer.byteLength(text) > MAX_DOCUMENT_BYTES) return { kind: 'too-long' };
    for (const place of await this.#parts.places.inOrder()) {
      if (!(await this.#parts.places.make(place))) continue;
      await writeWhole(join(place.folder, `${kind.name}.json`), text);
      const answer = { etag: etagOf(text), document, place: place.kind, problem: null };
      for (const listener of [...this.#listeners]) listener({ name: kind.name, etag: answer.etag });
      return { kind: 'written', answer };
    }
    throw new Error(`no folder takes the document ${kind.name}`);
  }

  #unusable(file: string, what: string, place: DocumentAnswer['place']): DocumentAnswer {
    const problem: Problem = {
      file,
      what,
      done: 'it is not used and left as it is; move it away to begin a new one',
    };
    const text = problemText(problem);
    if (!this.#reported.has(text)) this.#parts.reportProblem(problem);
    this.#reported.add(text);
    return { etag: NO_ETAG, document: null, place, problem };
  }
}

function documentOf(
  text: string,
  { version }: DocumentKind,
): { readonly text: string; readonly document: DocumentBody } | { readonly why: string } {
  try {
    const document: unknown = JSON.parse(text);
    if (!isDocument(document)) return { why: 'it is no JSON object with a version' };
    if (document.version === version) return { text, document };
    return { why: `it is of version ${document.version}, and only version ${version} is known` };
  } catch (error) {
    return { why: `it is no JSON (${error instanceof Error ? error.message : String(error)})` };
  }
}

/** Whether a value is an object with a version. */
export function isDocument(value: unknown): value is DocumentBody {
  return typeof value === 'object' && value !== null && 'version' in value && Number.isInteger(value.version);
}

function etagOf(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
}
