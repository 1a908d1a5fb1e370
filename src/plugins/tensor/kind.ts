// Tensors as they are, for programs that read the log; TensorBoard shows them nowhere.
import type { DataKind } from '../../kind.ts';

export const TENSOR: DataKind = { pluginName: 'tensor', storage: 'places', shows: [] };
