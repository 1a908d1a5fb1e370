// The one field that the contents of all of TensorBoard's plugins share: `int32 version = 1`.
import { tensorboard } from '../../proto/messages.ts';

/**
 * The version that a plugin's content declares. 0, the only one there is so far, also for content that is no message:
 * some writers leave the two bytes `{}`.
 */
export function contentVersionOf(content: Uint8Array): number {
  if (content.length === 0) return 0;
  try {
    return tensorboard.ScalarPluginData.decode(content).version;
  } catch {
    return 0;
  }
}
