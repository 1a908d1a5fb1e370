// Confusion matrices as a table, for programs.
import { valueTable } from '../../../server/plugin-host.ts';
import { CONFUSION_MATRIX } from './kind.ts';
import { confusionMatrixOf, labelsOf } from './values.ts';

export const confusionMatrixTable = valueTable({
  kind: CONFUSION_MATRIX,
  name: 'confusion_matrices',
  description: 'A row for each cell of each confusion matrix.',
  columns: [
    { name: 'actual', type: 'text', description: 'The class that was right, by its label, else its number.' },
    {
      name: 'predicted',
      type: 'text',
      description: 'The class that the model said, by its label, else its number.',
    },
    { name: 'count', type: 'float64', description: 'How often.' },
  ],
  rows: (tensor, { pluginContent }) => {
    const { classes, counts } = confusionMatrixOf(tensor);
    const labels = labelsOf(pluginContent);
    const named = (at: number) => labels[at] ?? String(at);
    return Array.from(counts, (count, at) => [named(Math.floor(at / classes)), named(at % classes), count]);
  },
});
