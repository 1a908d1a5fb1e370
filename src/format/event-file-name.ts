// Names of event files: events.out.tfevents.<seconds>.<host>.<pid>.<number><suffix>.

/** Whether TensorBoard would read a file of this base name. */
export function isEventFileName(baseName: string): boolean {
  return baseName.includes('tfevents');
}

/** Composes a name as PyTorch does; the seconds are padded to ten digits so that names sort by time. */
export function eventFileName(parts: {
  readonly wallTimeSeconds: number;
  readonly host: string;
  readonly processId: number;
  /** Counts the writers of one process, from 0. */
  readonly number: number;
  readonly suffix: string;
}): string {
  const seconds = String(Math.floor(parts.wallTimeSeconds)).padStart(10, '0');
  return `events.out.tfevents.${seconds}.${parts.host}.${parts.processId}.${parts.number}${parts.suffix}`;
}
