// Names of element types, as Keras, numpy and tfjs write them; after tensorboard/compat/tensorflow_stub/dtypes.py.
import { DataType } from '../../../../proto/graph-messages.ts';
import type { tensorboard } from '../../../../proto/messages.ts';

const DTYPES: ReadonlyMap<string, tensorboard.DataType> = new Map([
  ['float32', DataType.DT_FLOAT],
  ['float', DataType.DT_FLOAT],
  ['float64', DataType.DT_DOUBLE],
  ['double', DataType.DT_DOUBLE],
  ['float16', DataType.DT_HALF],
  ['half', DataType.DT_HALF],
  ['bfloat16', DataType.DT_BFLOAT16],
  ['int8', DataType.DT_INT8],
  ['int16', DataType.DT_INT16],
  ['int32', DataType.DT_INT32],
  ['int64', DataType.DT_INT64],
  ['uint8', DataType.DT_UINT8],
  ['uint16', DataType.DT_UINT16],
  ['uint32', DataType.DT_UINT32],
  ['uint64', DataType.DT_UINT64],
  ['bool', DataType.DT_BOOL],
  ['string', DataType.DT_STRING],
  ['complex64', DataType.DT_COMPLEX64],
  ['complex128', DataType.DT_COMPLEX128],
  ['qint8', DataType.DT_QINT8],
  ['quint8', DataType.DT_QUINT8],
  ['qint16', DataType.DT_QINT16],
  ['quint16', DataType.DT_QUINT16],
  ['qint32', DataType.DT_QINT32],
  ['resource', DataType.DT_RESOURCE],
  ['variant', DataType.DT_VARIANT],
]);

/** Undefined for a name that is none of a type, such as Keras' `mixed_float16`. */
export function dtypeOfName(name: string): tensorboard.DataType | undefined {
  return DTYPES.get(name);
}

const NAMES: ReadonlyMap<tensorboard.DataType, string> = new Map(
  [...DTYPES].toReversed().map(([name, type]) => [type, name]),
);

/** The usual name, `float32`; for any other type the one it has in TensorFlow, in lower case. */
export function dtypeNameOf(type: tensorboard.DataType): string {
  const known = NAMES.get(type % 100);
  if (known) return known;
  return (DataType[type] ?? `type ${type}`).replace(/^DT_/, '').toLowerCase();
}
