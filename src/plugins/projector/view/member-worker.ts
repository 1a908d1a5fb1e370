// A further thread of a projection: waits for parts, one at a time, and answers each.
import { memberOf, type PartHandlers } from '../model/member.ts';
import type { Parts } from '../model/team.ts';
import { kernelsOf } from './kernels-loader.ts';

/** Before the first of them the compiled kernels arrive. */
export type MemberQuestion = {
  [K in keyof Parts]: { readonly kind: K; readonly part: Parts[K]['part'] };
}[keyof Parts];

export type MemberAnswer = Parts[keyof Parts]['answer'];

let handlers: Promise<PartHandlers> | undefined;

self.onmessage = async ({ data }: MessageEvent<WebAssembly.Module | MemberQuestion>) => {
  if (data instanceof WebAssembly.Module) {
    handlers = kernelsOf(data).then(memberOf);
    return;
  }
  const known = await handlers;
  if (!known) throw new Error('a part came before the kernels');
  self.postMessage(answerOf(known, data));
};

function answerOf<K extends keyof Parts>(
  handlers: PartHandlers,
  { kind, part }: { readonly kind: K; readonly part: Parts[K]['part'] },
): Parts[K]['answer'] {
  return handlers[kind](part);
}
