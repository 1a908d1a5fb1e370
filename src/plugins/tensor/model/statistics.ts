// What can be said of many numbers in one pass.
import type { TensorNumbers } from '../../../format/tensor.ts';
import type { TensorStatistics } from '../kind.ts';

/** Mean and deviation after Welford (1962), which lose nothing however far from 0 the numbers lie. */
export function statisticsOf(numbers: TensorNumbers): TensorStatistics {
  let [finite, zeros, nan, infinite] = [0, 0, 0, 0];
  let [min, max, mean, squares] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  for (let i = 0; i < numbers.length; i++) {
    const value = Number(numbers[i]);
    if (Number.isNaN(value)) nan++;
    else if (!Number.isFinite(value)) infinite++;
    else {
      finite++;
      if (value === 0) zeros++;
      if (value < min) min = value;
      if (value > max) max = value;
      const away = value - mean;
      mean += away / finite;
      squares += away * (value - mean);
    }
  }
  const counts = { finite, zeros, nan, infinite };
  if (finite === 0) return counts;
  return { ...counts, min: min + 0, max: max + 0, mean: mean + 0, deviation: Math.sqrt(squares / finite) };
}
