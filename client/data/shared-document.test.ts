import { expect, it } from 'vitest';
import type { DocumentAnswer, DocumentBody } from '../../src/wire/documents.ts';
import { type DocumentAccess, SharedDocument } from './shared-document.ts';

interface Words extends DocumentBody {
  readonly words: readonly string[];
}

/** A server that holds one document; `before` runs before each write. */
class Server implements DocumentAccess {
  document: Words | null = null;
  revision = 0;
  reads = 0;
  writes = 0;
  before: () => void = () => undefined;

  async read(): Promise<DocumentAnswer> {
    this.reads++;
    return { etag: String(this.revision), document: this.document, place: 'logdir', problem: null };
  }

  async write(body: DocumentBody, etag: string): Promise<DocumentAnswer | undefined> {
    this.before();
    if (etag !== String(this.revision)) return undefined;
    this.set(body as Words);
    return { etag: String(this.revision), document: this.document, place: 'logdir', problem: null };
  }

  set(document: Words): void {
    this.writes++;
    this.revision++;
    this.document = document;
  }
}

const words = (list: readonly string[]): Words => ({ version: 1, words: list });
const add = (word: string) => (before: Words | undefined) => words([...(before?.words ?? []), word]);

it('changes show at once and reach the server, those made meanwhile in one go', async () => {
  const server = new Server();
  const document = new SharedDocument<Words>(server);
  const first = document.update(add('a'));
  const rest = [document.update(add('b')), document.update(add('c'))];
  expect(document.body).toEqual(words(['a', 'b', 'c']));
  await Promise.all([first, ...rest]);
  expect(server.document).toEqual(words(['a', 'b', 'c']));
  expect(server.writes).toBeLessThan(3);
});

it('a change is made anew on top of what another page wrote', async () => {
  const server = new Server();
  const document = new SharedDocument<Words>(server);
  server.before = () => {
    server.before = () => undefined;
    server.set(words(['theirs']));
  };
  await document.update(add('ours'));
  expect(server.document).toEqual(words(['theirs', 'ours']));
  expect(document.body).toEqual(words(['theirs', 'ours']));
});

it('follows what other pages write while somebody listens', async () => {
  const server = new Server();
  const document = new SharedDocument<Words>(server);
  const heard: (Words | undefined)[] = [];
  const stop = document.subscribe(() => heard.push(document.body));
  await expect.poll(() => heard.length).toBe(1);
  server.set(words(['theirs']));
  document.written(String(server.revision));
  await expect.poll(() => document.body).toEqual(words(['theirs']));
  const { reads } = server;
  document.written(String(server.revision));
  stop();
  server.set(words(['more']));
  document.written(String(server.revision));
  await Promise.resolve();
  expect(server.reads).toBe(reads);
  document.subscribe(() => undefined);
  await expect.poll(() => document.body).toEqual(words(['more']));
});

it('what cannot be kept is taken back, and told', async () => {
  const server = new Server();
  server.set(words(['kept']));
  const document = new SharedDocument<Words>(server);
  document.subscribe(() => undefined);
  await expect.poll(() => document.body).toEqual(words(['kept']));
  server.before = () => {
    throw new Error('The disk is full.');
  };
  const lost = document.update(add('lost'));
  expect(document.body).toEqual(words(['kept', 'lost']));
  await expect(lost).rejects.toThrow('The disk is full.');
  expect(document.body).toEqual(words(['kept']));
  server.before = () => server.set(words([`busy ${server.revision}`]));
  await expect(document.update(add('late'))).rejects.toThrow('other pages go on changing it');
});
