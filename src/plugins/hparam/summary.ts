// Hyperparameters of a session -> Summary.Values, as torch.utils.tensorboard.summary.hparams writes them: three records
// whose content stands in the metadata.
import { tensorboard } from '../../../proto/messages.ts';
import { ArgumentError, described } from '../../format/argument-error.ts';
import type { SummaryValue } from '../../format/event.ts';
import { type ArrayInput, shapedArrayOf } from '../../format/shaped-array.ts';
import { EXPERIMENT_TAG, HPARAM, type HParamValue, SESSION_END_TAG, SESSION_START_TAG } from './kind.ts';

/** A hyperparameter as programs have it; the number of a tensor of one element. Undefined and null are left out. */
export type HParamInput = HParamValue | ArrayInput | undefined | null;
/** All values that a hyperparameter may take, by its name. */
export type HParamDomains = Readonly<Record<string, readonly HParamValue[]>>;

const HParamDataType = tensorboard.HParamDataType;
const HParamStatus = tensorboard.HParamStatus;

const TYPES = {
  number: HParamDataType.DATA_TYPE_FLOAT64,
  string: HParamDataType.DATA_TYPE_STRING,
  boolean: HParamDataType.DATA_TYPE_BOOL,
} as const;

/**
 * The records of a session that is over: experiment, start, end, in this order. Throws ArgumentError for a value of any
 * other kind, and for a domain of no hyperparameter or of other values than its own.
 */
export function hparamValues(
  hparams: Readonly<Record<string, HParamInput>>,
  metricTags: readonly string[],
  domains: HParamDomains = {},
): [experiment: SummaryValue, start: SummaryValue, end: SummaryValue] {
  const values = plainValuesOf(hparams);
  checkDomains(domains, values);
  const hparamInfos = [...values].map(([name, value]) => {
    const domain = Object.hasOwn(domains, name) ? domains[name] : undefined;
    return {
      name,
      type: TYPES[typeof value as keyof typeof TYPES],
      ...(domain && { domainDiscrete: { values: domain.map(messageOf) } }),
    };
  });
  const metricInfos = metricTags.map((tag) => ({ name: { tag } }));
  const start = { hparams: Object.fromEntries([...values].map(([name, value]) => [name, messageOf(value)])) };
  return [
    recordOf(EXPERIMENT_TAG, { experiment: { hparamInfos, metricInfos } }),
    recordOf(SESSION_START_TAG, { sessionStartInfo: start }),
    recordOf(SESSION_END_TAG, { sessionEndInfo: { status: HParamStatus.STATUS_SUCCESS } }),
  ];
}

function plainValuesOf(hparams: Readonly<Record<string, HParamInput>>): Map<string, HParamValue> {
  if (typeof hparams !== 'object' || hparams === null || Array.isArray(hparams)) {
    throw new ArgumentError(`expected hyperparameters by name, got ${described(hparams)}`);
  }
  const values = new Map<string, HParamValue>();
  for (const [name, value] of Object.entries(hparams)) {
    if (value === undefined || value === null) continue;
    values.set(name, plainValueOf(name, value));
  }
  return values;
}

function plainValueOf(name: string, value: HParamValue | ArrayInput): HParamValue {
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value;
  const expected = `expected the hyperparameter ${described(name)} to be a number, a string or a boolean`;
  if (typeof value !== 'object') throw new ArgumentError(`${expected}, got ${described(value)}`);
  try {
    const { shape, data } = shapedArrayOf(value);
    const [only] = data;
    if (only !== undefined && data.length === 1) return only;
    throw new ArgumentError(`an array of shape [${shape}]`);
  } catch (cause) {
    if (!(cause instanceof ArgumentError)) throw cause;
    throw new ArgumentError(`${expected}, or an array of one number, got ${described(value)}`, { cause });
  }
}

function checkDomains(domains: HParamDomains, values: ReadonlyMap<string, HParamValue>): void {
  if (typeof domains !== 'object' || domains === null || Array.isArray(domains)) {
    throw new ArgumentError(`expected domains to be lists by name, got ${described(domains)}`);
  }
  for (const [name, domain] of Object.entries(domains)) {
    const value = values.get(name);
    if (value === undefined) {
      throw new ArgumentError(`expected a domain of a hyperparameter, got one of ${described(name)}`);
    }
    if (!Array.isArray(domain) || !domain.every((one: unknown) => typeof one === typeof value)) {
      const expected = `expected the domain of ${described(name)} to be a list of ${typeof value}s`;
      throw new ArgumentError(`${expected}, got ${described(domain)}`);
    }
  }
}

function messageOf(value: HParamValue): tensorboard.HParamValue.$Properties {
  if (typeof value === 'number') return { numberValue: value };
  return typeof value === 'string' ? { stringValue: value } : { boolValue: value };
}

function recordOf(tag: string, data: tensorboard.HParamsPluginData.$Properties): SummaryValue {
  const content = tensorboard.HParamsPluginData.encode(data).finish();
  return { tag, metadata: { pluginData: { pluginName: HPARAM.pluginName, content } } };
}
