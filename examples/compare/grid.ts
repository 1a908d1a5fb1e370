// The trials that are compared: each optimiser with each learning rate.

export const OPTIMIZERS = ['sgd', 'momentum', 'adam'] as const;
export const LEARNING_RATES = [0.3, 0.03, 0.003] as const;

export interface Trial {
  readonly optimizer: (typeof OPTIMIZERS)[number];
  readonly learningRate: number;
}

/** All of them, in the order in which they are run. */
export const TRIALS: readonly Trial[] = OPTIMIZERS.flatMap((optimizer) =>
  LEARNING_RATES.map((learningRate) => ({ optimizer, learningRate })),
);

/** The run's name: `adam 0.003`. */
export function runNameOf({ optimizer, learningRate }: Trial): string {
  return `${optimizer} ${learningRate}`;
}
