// Names of pictures in TensorBoard's routes: opaque to clients, complete in themselves, and unchanged by decoding and
// encoding a query. Contract 3.4: unpadded base64url of a JSON array.
import type { Step } from '../../format/step.ts';

/** Which picture: `sample` counts from 0. */
export interface PictureKey {
  readonly run: string;
  readonly tag: string;
  readonly step: Step;
  readonly sample: number;
}

/** The key as it stands in URLs. */
export function encodePictureKey({ run, tag, step, sample }: PictureKey): string {
  return Buffer.from(JSON.stringify([run, tag, `${step}`, sample])).toString('base64url');
}

/** The inverse of `encodePictureKey`; undefined for anything else. */
export function decodePictureKey(text: string): PictureKey | undefined {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
  if (!Array.isArray(value) || value.length !== 4) return undefined;
  const [run, tag, digits, sample] = value as unknown[];
  if (typeof run !== 'string' || typeof tag !== 'string') return undefined;
  if (typeof sample !== 'number' || !Number.isSafeInteger(sample) || sample < 0) return undefined;
  const step = typeof digits === 'string' ? stepOfDigits(digits) : undefined;
  return step === undefined ? undefined : { run, tag, step, sample };
}

/** An int64 in decimal digits; undefined for anything else. */
export function stepOfDigits(digits: string): Step | undefined {
  if (!/^-?\d{1,19}$/.test(digits)) return undefined;
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : BigInt(digits);
}
