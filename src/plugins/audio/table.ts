// Audio as a table, for programs: encoded clips.
import { valueTable } from '../../../server/plugin-host.ts';
import { AUDIO } from './kind.ts';
import { audioStepOf, audioTypeOf } from './values.ts';

export const audioTable = valueTable({
  kind: AUDIO,
  name: 'audio',
  description: 'A row for each clip of each step.',
  columns: [
    { name: 'sample', type: 'int32', description: 'Which of the clips of the step, from 0.' },
    { name: 'label', type: 'text', description: 'Markdown; empty where the writer gave none.' },
    { name: 'media_type', type: 'text', description: 'By the first bytes: audio/wav, …' },
    { name: 'data', type: 'bytes', description: 'The encoded clip.' },
  ],
  rows: (tensor) => {
    const { clips, labels } = audioStepOf(tensor);
    return clips.map((bytes, sample) => [sample, labels[sample] ?? '', audioTypeOf(bytes), bytes]);
  },
});
