// A team of the projector's members in this thread, on the kernels that users get.
import type { Kernels } from '../src/plugins/projector/model/engine.ts';
import { memberOf } from '../src/plugins/projector/model/member.ts';
import type { Team } from '../src/plugins/projector/model/team.ts';
import { loadWasm } from '../src/reader/wasm-module.ts';

/** Fresh kernels; they are there after `npm run build`. */
export function newKernels(): Kernels {
  const module = loadWasm<Kernels>(new URL('../src/plugins/projector/asm/kernels.wasm', import.meta.url));
  if (!module) throw new Error('this Node cannot run the kernels');
  return module.instance();
}

/** Members work one after the other, each with kernels of its own. */
export function teamOf(size: number): Team {
  const members = Array.from({ length: size }, () => memberOf(newKernels()));
  const [first = memberOf(newKernels())] = members;
  return {
    size,
    floats: (length) => new Float32Array(length),
    first: async (kind, part) => first[kind](part),
    run: async (kind, partOf) => members.map((member, i) => member[kind](partOf(i))),
  };
}
