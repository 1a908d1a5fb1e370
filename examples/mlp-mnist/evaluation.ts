// How well digits are told apart: curves of each class, who is taken for whom, and a sentence for those who only read.
import type { SummaryWriter } from '../../src/index.ts';
import { CLASSES, type Digits } from './digits.ts';

const LABELS = Array.from({ length: CLASSES }, (_, digit) => `${digit}`);

/** Index of the largest of a digit's CLASSES probabilities. */
function answerOf(probabilities: Float32Array, row: number): number {
  const ofRow = probabilities.subarray(row * CLASSES, (row + 1) * CLASSES);
  return ofRow.indexOf(Math.max(...ofRow));
}

/** Counts, row-major: a row is a digit's class, a column what it is taken for. */
function confusionOf(probabilities: Float32Array, labels: Int32Array): Float64Array {
  const counts = new Float64Array(CLASSES * CLASSES);
  for (const [row, label] of labels.entries()) {
    const cell = label * CLASSES + answerOf(probabilities, row);
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  return counts;
}

/** The commonest mistake as Markdown. */
function reportOf(counts: Float64Array, error: number): string {
  const mistakes = [...counts].map((count, cell) => (cell % (CLASSES + 1) === 0 ? 0 : count));
  const worst = mistakes.indexOf(Math.max(...mistakes));
  const [digit, answer] = [Math.floor(worst / CLASSES), worst % CLASSES];
  return (
    `**${(100 * error).toFixed(1)} %** of the validation digits are read wrongly. ` +
    `The commonest mistake: a **${digit}** is taken for a **${answer}**, ${mistakes[worst]} times.`
  );
}

/** Writes PR curves (which are ROC curves too), the confusion matrix, and a report. `probabilities`: CLASSES a digit. */
export function writeEvaluation(
  writer: SummaryWriter,
  probabilities: Float32Array,
  { labels }: Digits,
  error: number,
  epoch: number,
): void {
  for (const [digit, label] of LABELS.entries()) {
    const isDigit = Array.from(labels, (other) => other === digit);
    const predictions = Float32Array.from(labels, (_, row) => probabilities[row * CLASSES + digit] ?? 0);
    writer.addPrCurve(`digit/${label}`, isDigit, predictions, epoch);
  }
  const counts = confusionOf(probabilities, labels);
  const matrix = { shape: [CLASSES, CLASSES], data: counts };
  writer.addConfusionMatrix('validation', matrix, { labels: LABELS }, epoch);
  writer.addText('report', reportOf(counts, error), epoch);
}
