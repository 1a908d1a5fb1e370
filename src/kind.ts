// What the core asks of a data kind. The core never compares names: it asks these fields.

/** A kind of data that a run can hold, and its place among the tabs. */
export interface DataKind {
  /** TensorBoard's plugin name, as in SummaryMetadata and in URLs: `scalars`, `images`, … */
  readonly pluginName: string;
  /** How the store keeps it: numbers in columns, or the place of each value in its file; `none` for views of other kinds. */
  readonly storage: 'columns' | 'places' | 'none';
  /** Plugin names whose data makes the tab active. */
  readonly shows: readonly string[];
  /**
   * TensorBoard's entry in its listing of plugins; the listing's order is the order of registration. Left out where
   * TensorBoard knows no such plugin.
   */
  readonly listing?: {
    readonly tabName: string;
    readonly loadingMechanism: Readonly<Record<string, string>>;
    /** The page asks such a tab for nothing when it reloads. */
    readonly disableReload?: true;
  };
}
