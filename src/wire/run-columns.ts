// Columns of the run table beyond what every run has: what a kind knows of a run, as one value.

/** A value of one run. */
export type RunCell = number | string | boolean;

/** Something of which there is one value a run, or one for each aspect: the hyperparameter `lr`, the metric `loss`. */
export interface RunColumnInfo {
  /** Plugin name of the kind that offers it. */
  readonly source: string;
  /** How the columns of this source are headed where one chooses among them: "Hyperparameters". */
  readonly heading: string;
  /** One of its kind within the source. */
  readonly name: string;
  /** What can be asked of it, as `last`, `min`, `max`; empty where it is one plain value. */
  readonly aspects: readonly string[];
  /** Whether it is shown until the user chooses. */
  readonly shown: boolean;
}

/** Answer of `GET api/v1/run-columns`: by source, each in its own order. */
export interface RunColumnsAnswer {
  readonly columns: readonly RunColumnInfo[];
}

/** One column of values. */
export interface RunColumnChoice {
  readonly source: string;
  readonly name: string;
  /** One of the aspects; empty where there are none. */
  readonly aspect: string;
}

/** Body of `POST api/v1/run-columns/values`. */
export interface RunValuesRequest {
  readonly columns: readonly RunColumnChoice[];
}

/** Its answer. Numbers that are not finite stand in it as "NaN", "Infinity" and "-Infinity", of `type` number. */
export interface RunValuesAnswer {
  readonly runs: readonly string[];
  /** Largest step that a run has in any series, parallel to `runs`; null where it has none. */
  readonly lastSteps: readonly (number | null)[];
  /** Seconds between the last two points of what a run writes most often, parallel to `runs`; null where nothing has two. */
  readonly pausesSeconds: readonly (number | null)[];
  /** In the order of the request; unknown ones have nothing but null. */
  readonly columns: readonly {
    readonly type: 'number' | 'other';
    /** Parallel to `runs`. */
    readonly values: readonly (RunCell | null)[];
  }[];
}
