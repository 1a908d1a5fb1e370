// The generated messages and the Long that carries their int64 fields; protobufjs is touched by this folder alone.
export type { FieldDescriptor } from './field-descriptor.ts';
export { enums as enumDescriptors, messages as messageDescriptors } from './gen/descriptors.js';
export { onnx, tensorboard } from './gen/tensorboard.js';
export { Long } from './long.ts';
