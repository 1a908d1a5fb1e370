// Names of event files: events.out.tfevents.<seconds>.<host>.<pid>.<number><suffix>.

/** Whether TensorBoard would read a file of this base name. */
export function isEventFileName(baseName: string): boolean {
  return baseName.includes('tfevents');
}

const UNFINISHED_ENDS = ['.partial', '.part', '.filepart', '.crdownload', '_.gstmp'];

/**
 * Whether a copying program is still at a file of this base name, and will give it its own name when it is whole: rsync's
 * `.NAME.XXXXXX`, rclone's `NAME.12345678.partial`, gsutil's `NAME_.gstmp`, and what ends in `.part`, `.filepart` or
 * `.crdownload`. Read as well as the file that it will replace, it would give each point twice.
 */
export function isUnfinishedCopyName(baseName: string): boolean {
  if (baseName.startsWith('.') && /.\.[A-Za-z0-9]{6}$/.test(baseName)) return true;
  return UNFINISHED_ENDS.some((end) => baseName.endsWith(end));
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
