// The experiment that sessions belong to: as a program declared it, or put together from what the sessions have.
// Rules: tensorboard/plugins/hparams/backend_context.py.
import { pythonFloat } from '../../scalar/model/python-float.ts';
import type { Experiment, HParamInfo, HParamType, HParamValue, MetricInfo, MetricName } from '../kind.ts';
import { compareText, metricNamesOf, type Sweep } from './sweep.ts';

const NO_EXPERIMENT: Experiment = {
  name: '',
  description: '',
  user: '',
  timeCreatedSecs: 0,
  hparamInfos: [],
  metricInfos: [],
};

/**
 * As TensorBoard answers it: the first run's record alone where there is one, else what the sessions have. Infos that
 * differ come first, then by name; `hparamsLimit` 0 keeps all.
 */
export function experimentOf(sweep: Sweep, includeMetrics: boolean, hparamsLimit = 0): Experiment {
  const [declared] = sweep.experiments;
  const found = declared ?? computedExperiment(sweep, includeMetrics);
  const infos = sorted(found.hparamInfos);
  return {
    ...found,
    hparamInfos: hparamsLimit === 0 ? infos : infos.slice(0, hparamsLimit),
    metricInfos: includeMetrics ? found.metricInfos : [],
  };
}

/**
 * What all records and sessions say together, for our page: of several infos with one name the first, filled up by the
 * others; `differs` always as the sessions have it.
 */
export function joinedExperiment(sweep: Sweep): Experiment {
  const computed = computedExperiment(sweep, sweep.experiments.length === 0);
  const all = [...sweep.experiments, computed];
  const differing = new Set(computed.hparamInfos.filter(({ differs }) => differs).map(({ name }) => name));
  const hparams = new Map<string, HParamInfo>();
  for (const info of all.flatMap(({ hparamInfos }) => hparamInfos)) {
    hparams.set(info.name, joined(hparams.get(info.name), info, differing.has(info.name)));
  }
  const metrics = new Map<string, MetricInfo>();
  for (const info of all.flatMap(({ metricInfos }) => metricInfos)) {
    const key = JSON.stringify([info.name.group, info.name.tag]);
    if (!metrics.has(key)) metrics.set(key, info);
  }
  const [first = NO_EXPERIMENT] = sweep.experiments;
  return { ...first, hparamInfos: sorted([...hparams.values()]), metricInfos: [...metrics.values()] };
}

function joined(first: HParamInfo | undefined, next: HParamInfo, differs: boolean): HParamInfo {
  if (first === undefined) return { ...next, differs };
  const bounded = first.domainDiscrete ?? first.domainInterval;
  return {
    ...first,
    displayName: first.displayName || next.displayName,
    description: first.description || next.description,
    ...(!bounded && next.domainDiscrete && { domainDiscrete: next.domainDiscrete }),
    ...(!bounded && next.domainInterval && { domainInterval: next.domainInterval }),
  };
}

function sorted(infos: readonly HParamInfo[]): HParamInfo[] {
  return infos.toSorted((a, b) => Number(b.differs) - Number(a.differs) || compareText(a.name, b.name));
}

function computedExperiment(sweep: Sweep, includeMetrics: boolean): Experiment {
  const values = new Map<string, HParamValue[]>();
  for (const { start } of sweep.sessions) {
    for (const [name, value] of start.hparams) {
      const list = values.get(name);
      if (list) list.push(value);
      else values.set(name, [value]);
    }
  }
  const hparamInfos = [...values].map(([name, list]) => computedInfo(name, list));
  const metrics = includeMetrics && hparamInfos.length > 0 ? metricNamesOf(sweep) : [];
  return { ...NO_EXPERIMENT, hparamInfos, metricInfos: metrics.map(metricInfoOf) };
}

function metricInfoOf(name: MetricName): MetricInfo {
  return { name, displayName: '', description: '', datasetType: 'DATASET_UNKNOWN' };
}

/** Type and domain from the values; several types make it a string. */
function computedInfo(name: string, values: readonly HParamValue[]): HParamInfo {
  const head = { name, displayName: '', description: '' };
  const types = new Set(values.map(typeOf));
  const [type = 'DATA_TYPE_UNSET'] = types.size === 1 ? types : (['DATA_TYPE_STRING'] as const);
  if (type === 'DATA_TYPE_FLOAT64') {
    const numbers = values.map(Number);
    const domainInterval = { minValue: extreme(numbers, Math.min), maxValue: extreme(numbers, Math.max) };
    return { ...head, type, domainInterval, differs: new Set(numbers).size > 1 };
  }
  const distinct = new Set(type === 'DATA_TYPE_STRING' ? values.flatMap(spelled) : values);
  // Sorted, where TensorBoard leaves it to chance.
  const domainDiscrete = [...distinct].sort((a, b) => compareText(String(a), String(b)));
  return { ...head, type, domainDiscrete, differs: distinct.size > 1 };
}

function typeOf(value: HParamValue): HParamType {
  if (typeof value === 'number') return 'DATA_TYPE_FLOAT64';
  return typeof value === 'string' ? 'DATA_TYPE_STRING' : 'DATA_TYPE_BOOL';
}

/** NaN only where there is nothing else. */
function extreme(numbers: readonly number[], choose: (a: number, b: number) => number): number {
  return numbers.reduce((best, number) => {
    if (Number.isNaN(number)) return best;
    return Number.isNaN(best) ? number : choose(best, number);
  }, Number.NaN);
}

/** As Python's JSON spells it; numbers that are not finite have no spelling. */
function spelled(value: HParamValue): string[] {
  if (typeof value !== 'number') return [String(value)];
  return Number.isFinite(value) ? [pythonFloat(value)] : [];
}
