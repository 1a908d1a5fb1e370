// Text: Markdown at each step. Written now; its tab comes with the other kinds.
import type { DataKind } from '../../kind.ts';

export const TEXT: DataKind = {
  pluginName: 'text',
  storage: 'places',
  shows: ['text'],
  listing: {
    tabName: 'text',
    loadingMechanism: { type: 'CUSTOM_ELEMENT', element_name: 'tf-text-dashboard' },
  },
};
