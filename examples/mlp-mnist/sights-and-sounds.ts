// What else can be looked at and listened to: one unit's weights as a landscape, and the loss as a tone that falls.
import type { SummaryWriter } from '../../src/index.ts';
import { SIDE } from './digits.ts';

const SAMPLE_RATE = 8000;
const HEIGHT = 8;
const RED = [214, 69, 65];
const BLUE = [52, 101, 190];

/** Two triangles for each square of the grid; three indices of vertices each. */
function trianglesOfGrid(): Int32Array {
  const faces: number[] = [];
  for (let y = 0; y < SIDE - 1; y++) {
    for (let x = 0; x < SIDE - 1; x++) {
      const corner = y * SIDE + x;
      faces.push(corner, corner + SIDE, corner + 1, corner + 1, corner + SIDE, corner + SIDE + 1);
    }
  }
  return Int32Array.from(faces);
}

/** Writes a unit's SIDE × SIDE weights as hills, red where a stroke excites it, and valleys, blue where it hinders. */
export function writeLandscape(writer: SummaryWriter, weights: Float32Array, epoch: number): void {
  const most = weights.reduce((largest, weight) => Math.max(largest, Math.abs(weight)), Number.EPSILON);
  const vertices: number[] = [];
  const colors: number[] = [];
  for (const [i, weight] of weights.entries()) {
    const share = weight / most;
    vertices.push((i % SIDE) - SIDE / 2, SIDE / 2 - Math.floor(i / SIDE), HEIGHT * share);
    const tint = share > 0 ? RED : BLUE;
    colors.push(...tint.map((channel) => Math.round(235 + (channel - 235) * Math.abs(share))));
  }
  const faces = trianglesOfGrid();
  writer.addMesh('weights/first_unit', { shape: [1, SIDE * SIDE, 3], data: vertices }, epoch, {
    colors: { shape: [1, SIDE * SIDE, 3], data: colors },
    faces: { shape: [1, faces.length / 3, 3], data: faces },
  });
}

/** Writes losses, in their order, as one second of a tone: the higher the loss, the higher the tone. */
export function writeLossTone(writer: SummaryWriter, losses: readonly number[], epoch: number): void {
  let phase = 0;
  const tone = Float32Array.from({ length: SAMPLE_RATE }, (_, sample) => {
    const loss = losses[Math.floor((sample / SAMPLE_RATE) * losses.length)] ?? 0;
    phase += (2 * Math.PI * (200 + 400 * Math.min(loss, 3))) / SAMPLE_RATE;
    return 0.4 * Math.sin(phase);
  });
  writer.addAudio('loss as a tone', tone, epoch, { sampleRate: SAMPLE_RATE });
}
