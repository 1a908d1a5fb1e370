// A document beside the logs as the page holds it: what the server has, and the changes that are on their way to it.
import type { DocumentAnswer, DocumentBody } from '../../src/wire/documents.ts';
import type { KeptDocument } from '../plugin-host.ts';

/** How a document is read and written. Both reject with an Error worded for the user. */
export interface DocumentAccess {
  read(): Promise<DocumentAnswer>;
  /** Undefined where the document is no longer what `etag` names. */
  write(body: DocumentBody, etag: string): Promise<DocumentAnswer | undefined>;
}

interface Change<Body> {
  readonly make: (before: Body | undefined) => Body;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** Pages that write at the same moment come to terms after one or two tries; this many mean that something is wrong. */
const MOST_TRIES = 8;

/** Made by the ApiClient and alive as long as the page. One request at a time; changes made meanwhile go together. */
export class SharedDocument<Body extends DocumentBody> implements KeptDocument<Body> {
  readonly #access: DocumentAccess;
  readonly #listeners = new Set<() => void>();
  #answer: DocumentAnswer | undefined;
  #changes: Change<Body>[] = [];
  /** With all changes; made anew when one of its parts changes. */
  #body: Body | undefined;
  #readWanted = false;
  #working = false;

  constructor(access: DocumentAccess) {
    this.#access = access;
  }

  get body(): Body | undefined {
    return this.#body;
  }

  get answer(): DocumentAnswer | undefined {
    return this.#answer;
  }

  subscribe(listener: () => void): () => void {
    // While nobody listened nothing was read anew.
    if (this.#listeners.size === 0) this.#want();
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  update(change: (before: Body | undefined) => Body): Promise<void> {
    const done = new Promise<void>((resolve, reject) => {
      this.#changes.push({ make: change, done: resolve, failed: reject });
    });
    this.#show();
    void this.#work();
    return done;
  }

  /** That the server's document is now another, or, without an etag, may be. */
  written(etag: string | undefined): void {
    const other = etag === undefined || etag !== this.#answer?.etag;
    if (other && this.#listeners.size > 0) this.#want();
  }

  #want(): void {
    this.#readWanted = true;
    void this.#work();
  }

  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    try {
      while (this.#readWanted || this.#changes.length > 0)
        if (this.#readWanted || !this.#answer) await this.#read();
        else await this.#write(this.#answer);
    } catch (error) {
      // All of them: a later one may rest on an earlier one.
      this.#readWanted = false;
      for (const { failed } of this.#changes.splice(0)) failed(error);
      this.#show();
    } finally {
      this.#working = false;
    }
  }

  async #read(): Promise<void> {
    this.#readWanted = false;
    this.#answer = await this.#access.read();
    this.#show();
  }

  async #write(answer: DocumentAnswer): Promise<void> {
    const sent = [...this.#changes];
    let base = answer;
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const body = changed(base.document as Body | null, sent);
      if (!body) throw new Error('a change must make a body');
      const written = await this.#access.write(body, base.etag);
      if (written) {
        this.#answer = written;
        this.#changes = this.#changes.slice(sent.length);
        for (const { done } of sent) done();
        this.#show();
        return;
      }
      base = await this.#access.read();
    }
    throw new Error('It could not be kept, since other pages go on changing it. Try again.');
  }

  #show(): void {
    this.#body = changed(this.#answer?.document as Body | null | undefined, this.#changes);
    for (const listener of [...this.#listeners]) listener();
  }
}

function changed<Body>(base: Body | null | undefined, changes: readonly Change<Body>[]): Body | undefined {
  return changes.reduce<Body | undefined>((body, { make }) => make(body), base ?? undefined);
}
