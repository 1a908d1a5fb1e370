// Confusion matrices over HTTP, for our page.
import {
  indexOfStepInQuery,
  type PluginRoutes,
  type Route,
  seriesOfQuery,
} from '../../../server/plugin-host.ts';
import { encodeColumns } from '../../wire/columns.ts';
import { CONFUSION_MATRIX, type ConfusionMatrixHead, type ConfusionMatrixStepsHead } from './kind.ts';
import { confusionMatrixTable } from './table.ts';
import { confusionMatrixOf, labelsOf } from './values.ts';

const steps: Route = ({ snapshot, query }) => {
  const series = seriesOfQuery(CONFUSION_MATRIX, snapshot, query);
  const { run, tag, generation, steps, wallTimes, pluginContent } = series;
  const head: ConfusionMatrixStepsHead = { run, tag, generation, labels: labelsOf(pluginContent) };
  return {
    bytes: encodeColumns([{ head, columns: { steps, wallTimes } }]),
    contentType: 'application/octet-stream',
  };
};

const matrix: Route = async ({ snapshot, query, tensorAt }) => {
  const series = seriesOfQuery(CONFUSION_MATRIX, snapshot, query);
  const index = indexOfStepInQuery(series, query);
  const { classes, counts } = confusionMatrixOf(await tensorAt(series, index));
  const labels = labelsOf(series.pluginContent);
  const head: ConfusionMatrixHead = { classes, labels, wallTime: series.wallTimes[index] ?? 0 };
  return { bytes: encodeColumns([{ head, columns: { counts } }]), contentType: 'application/octet-stream' };
};

/** Routes of confusion matrices. */
export const confusionMatrixRoutes: PluginRoutes = {
  kind: CONFUSION_MATRIX,
  tensorboard: {},
  table: confusionMatrixTable,
  page: { '/steps': steps, '/matrix': matrix },
};
