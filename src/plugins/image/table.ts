// Images as a table, for programs: encoded pictures with their size.
import { valueTable } from '../../../server/plugin-host.ts';
import { IMAGE } from './kind.ts';
import { imageStepOf, pictureTypeOf } from './values.ts';

export const imageTable = valueTable({
  kind: IMAGE,
  name: 'images',
  description: 'A row for each picture of each step.',
  columns: [
    { name: 'sample', type: 'int32', description: 'Which of the pictures of the step, from 0.' },
    { name: 'width', type: 'int32', description: 'Pixels, as the writer said.' },
    { name: 'height', type: 'int32', description: 'Pixels, as the writer said.' },
    { name: 'media_type', type: 'text', description: 'By the first bytes: image/png, …' },
    { name: 'data', type: 'bytes', description: 'The encoded picture.' },
  ],
  rows: (tensor) => {
    const { width, height, pictures } = imageStepOf(tensor);
    return pictures.map((bytes, sample) => [sample, width, height, pictureTypeOf(bytes), bytes]);
  },
});
