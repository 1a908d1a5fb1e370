// What a run can be sorted, filtered and grouped by, and which columns the table can show.
import type { RunCell, RunColumnChoice, RunColumnInfo } from '../../../src/wire/run-columns.ts';
import type { RunRecord, RunValues } from './run-record.ts';

/** One property of a run. */
export interface RunField {
  /** Stands in addresses and settings. */
  readonly id: string;
  /** How its column is headed, and how one writes it in a filter: `lr`, `loss.max`. */
  readonly label: string;
  /** Under which heading one chooses it. */
  readonly heading: string;
  /** How its values are shown. */
  readonly shows: 'text' | 'value' | 'time' | 'duration' | 'step';
  /** Whether its column is there until the user chooses. */
  readonly shown: boolean;
  /** What to ask the server for; undefined for what every run has. */
  readonly choice: RunColumnChoice | undefined;
  /** Undefined where the run has no such value, or it has not come yet. */
  value(record: RunRecord, values: RunValues): RunCell | undefined;
}

const number = (value: number) => (Number.isNaN(value) ? undefined : value);
const own = (
  id: string,
  label: string,
  shows: RunField['shows'],
  shown: boolean,
  value: RunField['value'],
): RunField => ({ id, label, heading: 'Run', shows, shown, choice: undefined, value });

/** The first is always shown, and is no column of its own to choose. */
export const OWN_FIELDS: readonly RunField[] = [
  own('name', 'name', 'text', true, ({ label }) => label),
  own('start', 'start', 'time', false, ({ startTimeSeconds }) => number(startTimeSeconds)),
  own('duration', 'duration', 'duration', true, ({ startTimeSeconds, lastTimeSeconds }) =>
    number(lastTimeSeconds - startTimeSeconds),
  ),
  own(
    'step',
    'step',
    'step',
    true,
    ({ name }, { runs, lastSteps }) => lastSteps[runs.get(name) ?? -1] ?? undefined,
  ),
  own('tags', 'tags', 'text', false, ({ note }) => note.tags?.join(', ') || undefined),
  own('note', 'note', 'text', false, ({ note }) => note.note || undefined),
];

/** All fields: those of every run, then those that kinds offer: plain values, then metrics, an aspect after the other. */
export function fieldsOf(columns: readonly RunColumnInfo[]): RunField[] {
  // One value a run before metrics, of which there may be hundreds.
  const offered = [...columns]
    .sort((a, b) => Math.sign(a.aspects.length) - Math.sign(b.aspects.length))
    .flatMap((column) =>
      (column.aspects.length > 0 ? column.aspects : ['']).map((aspect) => offeredField(column, aspect)),
    );
  return [...OWN_FIELDS, ...offered];
}

function offeredField({ source, heading, name, shown }: RunColumnInfo, aspect: string): RunField {
  const id = idOf({ source, name, aspect });
  return {
    id,
    label: aspect === '' ? name : `${name}.${aspect}`,
    heading,
    shows: 'value',
    shown,
    choice: { source, name, aspect },
    value: (record, { runs, columns }) => columns.get(id)?.[runs.get(record.name) ?? -1] ?? undefined,
  };
}

/** A source is a plugin's name and holds no colon; an aspect neither. */
export function idOf({ source, name, aspect }: RunColumnChoice): string {
  return `${source}:${aspect}:${name}`;
}

/** Fields as they are typed: by label whatever the case, a metric without an aspect means its last value. */
export class FieldNames {
  readonly #fields: ReadonlyMap<string, RunField>;

  constructor(fields: readonly RunField[]) {
    const named = fields.flatMap((field): [string, RunField][] => {
      const plain = field.choice?.aspect === 'last' ? [field.choice.name] : [];
      return [field.label, ...plain].map((name) => [name.toLowerCase(), field]);
    });
    // The earlier of two with one name, so that `name` stays the run's.
    this.#fields = new Map([...named, ...OWN_ALIASES].reverse());
  }

  find(name: string): RunField | undefined {
    return this.#fields.get(name.toLowerCase());
  }
}

const OWN_ALIASES = OWN_FIELDS.filter(({ id }) => id === 'tags').map((field): [string, RunField] => [
  'tag',
  field,
]);
