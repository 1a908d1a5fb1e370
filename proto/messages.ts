// The generated messages and the Long that carries their int64 fields: the one place that touches protobufjs.
import Long from 'long';

export { tensorboard } from './gen/tensorboard.js';
export { Long };
