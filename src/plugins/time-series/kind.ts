// Time Series: TensorBoard's view of scalars, histograms and images together; it stores nothing of its own.
import type { DataKind } from '../../kind.ts';
import { HISTOGRAM } from '../histogram/kind.ts';
import { IMAGE } from '../image/kind.ts';
import { SCALAR } from '../scalar/kind.ts';

export const TIME_SERIES: DataKind = {
  pluginName: 'timeseries',
  storage: 'none',
  shows: [SCALAR.pluginName, HISTOGRAM.pluginName, IMAGE.pluginName],
  listing: { tabName: 'Time Series', loadingMechanism: { type: 'NG_COMPONENT' } },
};
