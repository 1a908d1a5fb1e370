// The generated messages and the Long that carries their int64 fields: the one place that touches protobufjs.
import Long from 'long';

export type { FieldDescriptor } from './field-descriptor.ts';
export { enums as enumDescriptors, messages as messageDescriptors } from './gen/descriptors.js';
export { onnx, tensorboard } from './gen/tensorboard.js';
export { Long };
