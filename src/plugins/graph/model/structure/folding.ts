// Which operations are no steps of the computation but belong to others: constants, weights, and the plumbing that a
// trace leaves. They are told with what uses them.
import { type Input, type Operation, outputShapesOf } from './operations.ts';

/** What stands for what. */
export interface Folding {
  /** By index: whether the operation is not drawn. */
  readonly folded: readonly boolean[];
  /** By index: what flows in, through folded operations. */
  readonly inputs: readonly (readonly Input[])[];
  /** By index: the folded operations that lead into it, in the order of its inputs, each once. */
  readonly holds: readonly (readonly number[])[];
}

const CONSTANTS = new Set(['Const', 'Constant', 'HostConst', 'prim::Constant']);
const WEIGHTS = new Set(['Variable', 'prim::GetAttr', 'GetAttr']);
const VARIABLES = /^(VarHandleOp|VariableV2|Variable|_VarHandlesOp|AutoReloadVariable)$/;
/** What goes in comes out. */
const PASSING = new Set([
  'prim::ListConstruct',
  'prim::TupleConstruct',
  'prim::ListUnpack',
  'prim::TupleUnpack',
  'prim::NumToTensor',
  'ReadVariableOp',
]);
/** A trace asks a value for its sizes; what is made of them are numbers, not data. */
const SIZES = new Set(['aten::size', 'aten::Int', 'aten::ScalarImplicit', 'aten::floor_divide']);

/** Of constants alone they make another: how ONNX writes weights that are filled, turned or quantised. */
const OF_CONSTANTS = new Set([
  'ConstantOfShape',
  'Cast',
  'DequantizeLinear',
  'Reshape',
  'Squeeze',
  'Transpose',
  'Unsqueeze',
]);

/** What these give is the same at every run. */
const LASTING = new Set([...CONSTANTS, ...WEIGHTS, ...OF_CONSTANTS]);

const MAY_FOLD = new Set([...CONSTANTS, ...WEIGHTS, ...PASSING, ...SIZES, 'Identity']);

/** Whether the graph was traced by PyTorch. */
export function isTrace(operations: readonly Operation[]): boolean {
  return operations.some(({ op }) => op.startsWith('aten::') || op.startsWith('prim::'));
}

export const isVariable = ({ op }: Operation): boolean => VARIABLES.test(op);

const NOTHING: readonly number[] = [];

/** `fold` false leaves everything as it is. An operation without which nothing would be left to draw is kept. */
export function foldingOf(operations: readonly Operation[], fold = true): Folding {
  const users = usersOf(operations);
  const folded = operations.map((operation, at) => fold && isFolded(operation, users[at] ?? 0, operations));
  if (fold) foldDerived(operations, users, folded);
  if (folded.every(Boolean)) folded.fill(false);
  const isPlain = (own: readonly Input[]) => !own.some(({ from }) => folded[from]);
  const inputs = operations.map(({ inputs: own }, at) =>
    folded[at] || isPlain(own) ? own : own.flatMap((input) => sourcesOf(input, operations, folded)),
  );
  const holds = operations.map(({ inputs: own }, at) =>
    folded[at] || isPlain(own) ? NOTHING : heldBy(own, operations, folded),
  );
  return { folded, inputs, holds };
}

/** What is made of folded constants and weights alone is folded with them. */
function foldDerived(operations: readonly Operation[], users: Int32Array, folded: boolean[]): void {
  let waiting = operations.flatMap(({ op, inputs }, at) =>
    OF_CONSTANTS.has(op) && inputs.length > 0 && (users[at] ?? 0) > 0 ? [at] : [],
  );
  const isConstant = (at: number) =>
    (operations[at]?.inputs ?? []).every(
      ({ from }) => folded[from] && LASTING.has(operations[from]?.op ?? ''),
    );
  // One may be made of another that stands behind it in the list.
  for (let found = waiting.filter(isConstant); found.length > 0; found = waiting.filter(isConstant)) {
    for (const at of found) folded[at] = true;
    waiting = waiting.filter((at) => !folded[at]);
  }
}

/** By index: how many operations take from it. */
function usersOf(operations: readonly Operation[]): Int32Array {
  const users = new Int32Array(operations.length);
  const last = new Int32Array(operations.length).fill(-1);
  operations.forEach(({ inputs }, at) => {
    for (const { from, control } of inputs) {
      if (control || last[from] === at) continue;
      users[from] = (users[from] ?? 0) + 1;
      last[from] = at;
    }
  });
  return users;
}

function isFolded(operation: Operation, users: number, operations: readonly Operation[]): boolean {
  const { op } = operation;
  if (op.startsWith('prim::Constant') || op === 'prim::GetAttr') return true;
  if (users === 0 || !MAY_FOLD.has(op)) return false;
  const data = operation.inputs.filter(({ control }) => !control);
  if (CONSTANTS.has(op)) return data.length === 0;
  if (WEIGHTS.has(op)) return data.length === 0 && users === 1;
  if (SIZES.has(op)) return op !== 'aten::floor_divide' || outputShapesOf(operation).length === 0;
  if (op === 'Identity') {
    const source = operations[data[0]?.from ?? -1];
    return data.length === 1 && source !== undefined && isVariable(source);
  }
  return PASSING.has(op) && (op !== 'ReadVariableOp' || users === 1);
}

/** Itself, or what flows into it where it is folded. */
function sourcesOf(input: Input, operations: readonly Operation[], folded: readonly boolean[]): Input[] {
  const found: Input[] = [];
  const seen = new Set<number>();
  const waiting = [input];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const source = operations[next.from];
    if (!source) continue;
    if (!folded[next.from]) found.push(next);
    else if (!next.control && !seen.has(next.from) && !SIZES.has(source.op)) {
      seen.add(next.from);
      waiting.push(...source.inputs.toReversed());
    }
  }
  return found;
}

function heldBy(
  inputs: readonly Input[],
  operations: readonly Operation[],
  folded: readonly boolean[],
): number[] {
  const held = new Set<number>();
  const waiting = inputs.filter(({ control }) => !control).map(({ from }) => from);
  waiting.reverse();
  for (let from = waiting.pop(); from !== undefined; from = waiting.pop()) {
    if (!folded[from] || held.has(from)) continue;
    held.add(from);
    waiting.push(...(operations[from]?.inputs ?? []).map((input) => input.from).toReversed());
  }
  return [...held];
}
