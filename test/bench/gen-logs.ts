// Logs that benches load, the same bytes on every machine. What a workload is made of stands beside its name.
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { fieldBytes, GeneratedFile } from './generated-file.ts';

/** Only a beginning of a workload: its first runs, and of each the first steps. For tests. */
export interface Beginning {
  readonly runs: number;
  readonly steps: number;
}

/** What a workload holds, and how it is written. */
export interface Workload {
  readonly runs: number;
  /** All points of all scalar series. */
  readonly scalars: number;
  /** Of every series. */
  readonly lastStep: number;
  write(folder: string, beginning: Beginning): void;
}

const WHOLE: Beginning = { runs: Number.POSITIVE_INFINITY, steps: Number.POSITIVE_INFINITY };
const STARTED_SECONDS = 1_700_000_000;
const encode = (text: string) => new TextEncoder().encode(text);

const SCALAR_TAGS = [
  ...['train/loss', 'train/accuracy', 'train/lr', 'train/grad_norm'],
  ...['eval/loss', 'eval/accuracy', 'eval/perplexity'],
  ...['optim/beta1', 'optim/beta2', 'optim/weight_decay'],
  ...['perf/tokens_per_sec', 'perf/step_time_ms', 'perf/gpu_util', 'perf/mem_allocated_gb'],
  ...['layers/00/attn/entropy', 'layers/00/mlp/act_norm', 'layers/11/attn/entropy', 'layers/11/mlp/act_norm'],
  ...['data/epoch', 'data/samples_seen'],
].map(encode);

/** Summary.Value.metadata that names a plugin and says nothing else. */
function pluginMetadata(name: string): Uint8Array {
  const bytes = encode(name);
  return Uint8Array.of(0x4a, bytes.length + 4, 0x0a, bytes.length + 2, 0x0a, bytes.length, ...bytes);
}
const SCALARS = pluginMetadata('scalars');
const HISTOGRAMS = pluginMetadata('histograms');
/** TensorProto: dtype double, shape [30, 3]. */
const BUCKETS_HEAD = Uint8Array.of(8, 2, 0x12, 8, 0x12, 2, 8, 30, 0x12, 2, 8, 3);
/** TensorProto: dtype float, shape [], four bytes of content behind it. */
const FLOAT_HEAD = Uint8Array.of(8, 1, 0x12, 0, 0x22);

/** Numbers in [0, 1): the linear congruential generator of Numerical Recipes. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The number-th file of a run. */
function fileOf(folder: string, number = 0): string {
  return join(folder, `events.out.tfevents.${STARTED_SECONDS + number}.host.${1000 + number}.0`);
}

function addSimpleValue(
  file: GeneratedFile,
  wallTimeSeconds: number,
  step: number,
  tag: Uint8Array,
  value: number,
) {
  file.beginEvent(wallTimeSeconds, step);
  file.beginValue(tag, 5);
  file.float(0x15, value);
  file.endEvent();
}

function addFloatTensor(
  file: GeneratedFile,
  wallTimeSeconds: number,
  step: number,
  tag: Uint8Array,
  value: number,
) {
  const tensorBytes = FLOAT_HEAD.length + 5;
  file.beginEvent(wallTimeSeconds, step);
  file.beginValue(tag, fieldBytes(tensorBytes) + SCALARS.length);
  file.message(0x42, tensorBytes);
  file.raw(FLOAT_HEAD);
  // The content's length takes the place of a key.
  file.float(4, value);
  file.raw(SCALARS);
  file.endEvent();
}

/** Twenty tags of scalars a run, all at every step. */
function scalarRuns(
  runs: number,
  steps: number,
  add: typeof addSimpleValue,
  tags: readonly Uint8Array[] = SCALAR_TAGS,
): Workload {
  return {
    runs,
    scalars: runs * steps * tags.length,
    lastStep: steps - 1,
    write(folder, beginning) {
      for (let run = 0; run < Math.min(runs, beginning.runs); run++) {
        const random = randomFrom(run + 1);
        const name = `run_${String(run).padStart(4, '0')}`;
        const file = new GeneratedFile(fileOf(join(folder, name)), STARTED_SECONDS);
        for (let step = 0; step < Math.min(steps, beginning.steps); step++) {
          tags.forEach((tag, at) => {
            const value = Math.exp((-step / steps) * 3) + random() * 0.1 + at;
            add(file, STARTED_SECONDS + step * 0.5 + at * 1e-4, step, tag, value);
          });
        }
        file.close();
      }
    },
  };
}

type AddHeavy = (file: GeneratedFile, tag: Uint8Array, random: () => number, at: readonly number[]) => void;

/** Values that are not just a number: `tags` named by `nameOf`, every ten seconds a step. */
function heavyRuns(runs: number, steps: number, tags: readonly string[], add: AddHeavy): Workload {
  return {
    runs,
    scalars: 0,
    lastStep: steps - 1,
    write(folder, beginning) {
      for (let run = 0; run < Math.min(runs, beginning.runs); run++) {
        const random = randomFrom(run + 7);
        const file = new GeneratedFile(fileOf(join(folder, `run_${run}`)), STARTED_SECONDS);
        for (let step = 0; step < Math.min(steps, beginning.steps); step++) {
          tags.forEach((name, tag) => {
            file.beginEvent(STARTED_SECONDS + step * 10 + tag * 0.001, step);
            add(file, encode(name), random, [run, step, tag]);
            file.endEvent();
          });
        }
        file.close();
      }
    },
  };
}

/** PyTorch's bucket limits between about -4 and 4. */
function bucketLimits(): number[] {
  const positive: number[] = [];
  for (let limit = 1e-12; limit < 1e20; limit *= 1.1) positive.push(limit);
  const limits = [...positive.map((limit) => -limit).reverse(), 0, ...positive];
  return limits.slice(
    limits.findIndex((limit) => limit > -4),
    limits.findIndex((limit) => limit > 4) + 1,
  );
}
const LIMITS = new Uint8Array(Float64Array.from(bucketLimits()).buffer);

function addTorchHistogram(file: GeneratedFile, tag: Uint8Array, random: () => number): void {
  const histogramBytes = 9 * 5 + 2 * fieldBytes(LIMITS.length);
  file.beginValue(tag, fieldBytes(histogramBytes));
  file.message(0x2a, histogramBytes);
  file.double(9, -4 + random());
  file.double(17, 4 - random());
  file.double(25, 1e5);
  file.double(33, random() * 10);
  file.double(41, 1e5);
  file.field(0x32, LIMITS);
  const counts = Float64Array.from({ length: LIMITS.length / 8 }, () => Math.floor(random() * 1000));
  file.field(0x3a, new Uint8Array(counts.buffer));
}

function addTensorHistogram(file: GeneratedFile, tag: Uint8Array, random: () => number): void {
  const buckets = Array.from({ length: 30 }, (_, at) => [
    -4 + at * 0.27,
    -4 + (at + 1) * 0.27,
    Math.floor(random() * 1000),
  ]);
  const content = new Uint8Array(Float64Array.from(buckets.flat()).buffer);
  const tensorBytes = BUCKETS_HEAD.length + fieldBytes(content.length);
  file.beginValue(tag, fieldBytes(tensorBytes) + HISTOGRAMS.length);
  file.message(0x42, tensorBytes);
  file.raw(BUCKETS_HEAD);
  file.field(0x22, content);
  file.raw(HISTOGRAMS);
}

const PICTURE = { width: 82, height: 80 };

/** A picture of noise, which does not compress. */
function noisePng(seed: number): Uint8Array {
  const { width, height } = PICTURE;
  const random = randomFrom(seed);
  const rowBytes = width * 3 + 1;
  const pixels = Uint8Array.from({ length: height * rowBytes }, (_, at) =>
    at % rowBytes === 0 ? 0 : random() * 256,
  );
  const chunk = (type: string, content: Uint8Array) => {
    const bytes = Buffer.alloc(12 + content.length);
    bytes.writeUInt32BE(content.length, 0);
    bytes.write(type, 4, 'latin1');
    bytes.set(content, 8);
    bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + content.length)), 8 + content.length);
    return bytes;
  };
  return Buffer.concat([
    Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10),
    chunk('IHDR', Uint8Array.of(0, 0, 0, width, 0, 0, 0, height, 8, 2, 0, 0, 0)),
    chunk('IDAT', deflateSync(pixels, { level: 1 })),
    chunk('IEND', new Uint8Array(0)),
  ]);
}

const pictures: Uint8Array[] = [];
function addPicture(
  file: GeneratedFile,
  tag: Uint8Array,
  _: unknown,
  [run = 0, step = 0, at = 0]: readonly number[],
) {
  const number = (run * 7 + step * 3 + at) % 64;
  pictures[number] ??= noisePng(number + 1);
  const png = pictures[number];
  const imageBytes = 6 + fieldBytes(png.length);
  file.beginValue(tag, fieldBytes(imageBytes));
  file.message(0x22, imageBytes);
  file.integer(8, PICTURE.height);
  file.integer(16, PICTURE.width);
  file.integer(24, 3);
  file.field(0x22, png);
}

/** A sweep of ten thousand short runs, each of two files. */
const manySmallFiles: Workload = {
  runs: 10_000,
  scalars: 200_000,
  lastStep: 9,
  write(folder, { runs }) {
    const random = randomFrom(1);
    for (let run = 0; run < Math.min(10_000, runs); run++) {
      const name = `g${Math.floor(run / 1000)}/e${Math.floor(run / 100) % 10}/s${run % 100}`;
      for (let part = 0; part < 2; part++) {
        const file = new GeneratedFile(fileOf(join(folder, name), part), STARTED_SECONDS + part, true);
        for (let step = 0; step < 5; step++) {
          for (const tag of SCALAR_TAGS.slice(0, 2)) {
            addSimpleValue(file, STARTED_SECONDS + part * 100 + step, part * 5 + step, tag, random());
          }
        }
        file.close();
      }
    }
  },
};

const LAYERS = Array.from({ length: 30 }, (_, at) => `layers/${String(at).padStart(2, '0')}/weights`);
const MANY_TAGS = Array.from({ length: 200 }, (_, at) =>
  encode(`layers/${String(at).padStart(3, '0')}_norm`),
);
const SAMPLES = Array.from({ length: 10 }, (_, at) => `samples/${at}`);

/** By the names under which benches and their results speak of them. */
export const WORKLOADS = {
  /** 8,000,000 scalars in one file of 443 MB, as PyTorch writes them. */
  A: scalarRuns(1, 400_000, addSimpleValue),
  /** 3,000,000 scalars as TF 2 tensors with metadata, 226 MB. */
  A2: scalarRuns(1, 150_000, addFloatTensor),
  /** A small A: 500,000 scalars, 27 MB. */
  AS: scalarRuns(1, 25_000, addSimpleValue),
  /** 10,000,000 scalars in 1,000 runs, 546 MB. */
  B: scalarRuns(1000, 500, addSimpleValue),
  /** The first 200 runs of B, 109 MB. */
  B200: scalarRuns(200, 500, addSimpleValue),
  /** 150,000 of PyTorch's histograms of 612 buckets, 1.48 GB. */
  C: heavyRuns(10, 500, LAYERS, addTorchHistogram),
  /** The same as TF 2 tensors of 30 buckets, 121 MB. */
  C2: heavyRuns(10, 500, LAYERS, addTensorHistogram),
  /** 10,000 pictures of 20 kB, 199 MB. */
  D: heavyRuns(5, 200, SAMPLES, addPicture),
  /** 100 runs of 1,000 steps, one tag: 100,000 scalars. */
  P: scalarRuns(100, 1000, addSimpleValue, SCALAR_TAGS.slice(0, 1)),
  /** One series of 8,000,000 points, 390 MB. */
  L: scalarRuns(1, 8_000_000, addSimpleValue, SCALAR_TAGS.slice(0, 1)),
  /** 200 tags in one group, 10 runs of 200 steps: 400,000 scalars. */
  T: scalarRuns(10, 200, addSimpleValue, MANY_TAGS),
  /** 20,000 small files in 10,000 folders, 52 MB. */
  E: manySmallFiles,
} satisfies Record<string, Workload>;

export type WorkloadName = keyof typeof WORKLOADS;

/** The logdir of a workload below `folder`; written there unless it is there from a run before. */
export function workloadLogdir(name: WorkloadName, folder: string, beginning = WHOLE): string {
  const logdir = join(folder, name);
  if (existsSync(logdir)) return logdir;
  const unfinished = `${logdir}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  WORKLOADS[name].write(unfinished, beginning);
  renameSync(unfinished, logdir);
  return logdir;
}
