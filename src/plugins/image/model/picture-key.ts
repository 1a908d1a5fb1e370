// Names of pictures in TensorBoard's routes: opaque to clients, complete in themselves, and unchanged by decoding and
// encoding a query. Contract 3.4: unpadded base64url of a JSON array.
import { type Step, stepOfDigits } from '../../../format/step.ts';

/** Which picture: `sample` counts from 0. */
export interface PictureKey {
  readonly run: string;
  readonly tag: string;
  readonly step: Step;
  readonly sample: number;
}

/** The key as it stands in URLs. */
export function encodePictureKey({ run, tag, step, sample }: PictureKey): string {
  return base64UrlOf(JSON.stringify([run, tag, `${step}`, sample]));
}

/** The inverse of `encodePictureKey`; undefined for anything else. */
export function decodePictureKey(text: string): PictureKey | undefined {
  let value: unknown;
  try {
    value = JSON.parse(textOfBase64Url(text));
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

function base64UrlOf(text: string): string {
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte));
  return btoa(bytes.join('')).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Throws for what is neither base64url nor, decoded, UTF-8. */
function textOfBase64Url(encoded: string): string {
  const bytes = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder('utf-8', { fatal: true }).decode(
    Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)),
  );
}
