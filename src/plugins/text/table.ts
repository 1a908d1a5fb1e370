// Text as a table, for programs: as it was logged, not rendered.
import { valueTable } from '../../../server/plugin-host.ts';
import { TEXT } from './kind.ts';
import { textStepOf } from './values.ts';

export const textTable = valueTable({
  kind: TEXT,
  name: 'text',
  description: 'A row for each text of each step.',
  columns: [
    {
      name: 'shape',
      type: 'text',
      description: "A JSON list of the sizes of the step's table; [] for a text alone.",
    },
    { name: 'cell', type: 'int32', description: "Which of the table's cells, row by row, from 0." },
    { name: 'text', type: 'text', description: 'Markdown.' },
  ],
  rows: (tensor) => {
    const { shape, texts } = textStepOf(tensor);
    return texts.map((text, cell) => [JSON.stringify(shape), cell, text]);
  },
});
