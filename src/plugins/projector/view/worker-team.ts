// A team whose members are threads: this one and workers below it.
import { memberOf } from '../model/member.ts';
import type { PointSet } from '../model/point-set.ts';
import type { Parts, Team } from '../model/team.ts';
import { kernelsOf } from './kernels-loader.ts';
import type { MemberAnswer, MemberQuestion } from './member-worker.ts';

/** More threads than this gain little: what is not shared between them weighs more. */
const MOST_MEMBERS = 8;
/** Points that are not shared are copied to each member; beyond so many bytes this thread works alone. */
const MOST_COPIED_BYTES = 2 ** 27;

/** As many members as the machine has cores. */
export async function startTeam({ values }: PointSet, module: WebAssembly.Module): Promise<Team> {
  const own = memberOf(await kernelsOf(module));
  const shared = self.crossOriginIsolated;
  const alone = !shared && values.byteLength > MOST_COPIED_BYTES;
  const others = alone ? 0 : Math.min(MOST_MEMBERS, navigator.hardwareConcurrency || 1) - 1;
  const members = Array.from({ length: others }, () => startMember(module));
  return {
    size: 1 + members.length,
    floats: (length) =>
      new Float32Array(shared ? new SharedArrayBuffer(length * 4) : new ArrayBuffer(length * 4)),
    first: async (kind, part) => own[kind](part),
    async run(kind, partOf) {
      const answers = members.map((ask, i) => ask(kind, partOf(i + 1)));
      const first = own[kind](partOf(0));
      return [first, ...(await Promise.all(answers))];
    },
  };
}

type Ask = <K extends keyof Parts>(kind: K, part: Parts[K]['part']) => Promise<Parts[K]['answer']>;

function startMember(module: WebAssembly.Module): Ask {
  const worker = new Worker(new URL('./member-worker.ts', import.meta.url), { type: 'module' });
  worker.postMessage(module);
  return (kind, part) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<MemberAnswer>) => resolve(data as never);
      worker.onerror = (event) => reject(new Error(event.message || 'A worker could not start.'));
      worker.postMessage({ kind, part } as MemberQuestion);
    });
}
