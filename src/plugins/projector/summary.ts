// Points -> the files that PyTorch lays out (torch/utils/tensorboard/writer.py, add_embedding, and _embedding.py).
import { ArgumentError, described } from '../../format/argument-error.ts';
import { protoText } from '../../format/proto-text.ts';
import { ProtoTextError, parseProtoText } from '../../format/proto-text-parse.ts';
import { type ArrayInput, type ShapedArray, shapedArrayOf } from '../../format/shaped-array.ts';
import type { Step } from '../../format/step.ts';
import type { Pixels } from '../image/model/pixels.ts';
import type { Embedding, ProjectorConfig } from './kind.ts';
import { type Label, labelLines } from './model/labels.ts';
import { spriteOf } from './model/sprite.ts';

export type { Label } from './model/labels.ts';

/** What a point has besides its coordinates. */
export interface EmbeddingOptions {
  /** A label a point; or several a point, named by `metadataHeader`. */
  readonly metadata?: readonly (Label | readonly Label[])[];
  /** Names of the labels, where a point has several. */
  readonly metadataHeader?: readonly string[];
  /** A picture a point, shape [points, channels, height, width]; floats 0 to 1, or integers 0 to 255. */
  readonly labelImg?: ArrayInput;
}

/** Files in the logDir, and the config's block that names them. */
export interface EmbeddingFiles {
  /** Below the logDir: `00013/digits`. */
  readonly folder: string;
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly embedding: Embedding;
}

/** The files of a matrix of shape [points, coordinates]. Throws ArgumentError where the options do not fit it. */
export function embeddingFiles(
  tag: string,
  matrix: ArrayInput,
  step: Step,
  options: EmbeddingOptions,
  encodePng: (pixels: Pixels) => Uint8Array,
): EmbeddingFiles {
  const { metadata, metadataHeader, labelImg } = options;
  const points = shapedArrayOf(matrix);
  const [count = 0, coordinates = 0] = points.shape;
  if (points.shape.length !== 2 || count === 0 || coordinates === 0) {
    throw new ArgumentError(`expected a matrix of points and coordinates, got a shape of [${points.shape}]`);
  }
  const stepName = `${step < 0 ? '-' : ''}${String(step)
    .replace('-', '')
    .padStart(step < 0 ? 4 : 5, '0')}`;
  const folder = `${stepName}/${folderName(tag)}`;
  const files = [{ name: 'tensors.tsv', bytes: utf8(pointLines(points)) }];
  let embedding: Embedding = { tensorName: `${tag}:${stepName}`, tensorPath: `${folder}/tensors.tsv` };
  if (metadata !== undefined) {
    if (!Array.isArray(metadata) || metadata.length !== count) {
      throw new ArgumentError(`expected metadata for each of ${count} points, got ${described(metadata)}`);
    }
    files.push({ name: 'metadata.tsv', bytes: utf8(labelLines(metadata, metadataHeader)) });
    embedding = { ...embedding, metadataPath: `${folder}/metadata.tsv` };
  }
  if (labelImg !== undefined) {
    const { pixels, single } = spriteOf(labelImg, count);
    files.push({ name: 'sprite.png', bytes: encodePng(pixels) });
    embedding = { ...embedding, sprite: { imagePath: `${folder}/sprite.png`, singleImageDim: single } };
  }
  return { folder, files, embedding };
}

/**
 * The config's text with one more block at its end. A block of the same name, which an earlier run of the program left,
 * goes; a config that cannot be parsed is left as it is, the block behind it.
 */
export function withEmbedding(configText: string, embedding: Embedding): string {
  const block = protoText('ProjectorConfig', { embeddings: [embedding] });
  const others = configWithout(configText, embedding.tensorName ?? '');
  const before = others === undefined ? configText : protoText('ProjectorConfig', others);
  return before === '' || before.endsWith('\n') ? before + block : `${before}\n${block}`;
}

/** Undefined where the config has no such block. */
function configWithout(text: string, tensorName: string): ProjectorConfig | undefined {
  try {
    const config = parseProtoText('ProjectorConfig', text) as ProjectorConfig;
    const others = (config.embeddings ?? []).filter((one) => one.tensorName !== tensorName);
    return others.length === (config.embeddings ?? []).length ? undefined : { ...config, embeddings: others };
  } catch (error) {
    if (error instanceof ProtoTextError) return undefined;
    throw error;
  }
}

/** As PyTorch encodes it; also for names that a file system takes for a folder's own or the one above. */
function folderName(tag: string): string {
  const encoded = tag.replace(/[%/\\\0]/g, (character) => `%${hex(character)}`);
  return /^\.\.?$/.test(encoded) ? encoded.replaceAll('.', '%2e') : encoded;
}

function hex(character: string): string {
  return character.charCodeAt(0).toString(16).padStart(2, '0');
}

function pointLines({ shape, data }: ShapedArray): string {
  const [count = 0, coordinates = 0] = shape;
  const isFloat = data instanceof Float32Array || data instanceof Float64Array;
  const textOf = isFloat ? pythonText : String;
  const lines: string[] = [];
  for (let row = 0; row < count; row++) {
    const cells: string[] = [];
    for (let at = row * coordinates; at < (row + 1) * coordinates; at++) cells.push(textOf(data[at] ?? 0));
    lines.push(`${cells.join('\t')}\n`);
  }
  return lines.join('');
}

/** As Python prints a float, which is what the projector's reader parses. */
function pythonText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e16) return Object.is(value, -0) ? '-0.0' : `${value}.0`;
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf';
  const size = Math.abs(value);
  const text = size >= 1e16 || size < 1e-4 ? value.toExponential() : String(value);
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
