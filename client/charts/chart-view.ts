// What a chart of curves shows, and how: the same for the chart on the page, for a picture and for a report.
import type { ScaleName } from './axis-scale.ts';
import type { References, XSelection } from './decorations.ts';
import type { Line, XAxis } from './plotted-line.ts';
import type { Zoom } from './range.ts';
import type { Smoothing } from './smooth.ts';

export interface ChartView {
  /** The first is drawn on top. */
  readonly lines: readonly Line[];
  readonly xAxis: XAxis;
  readonly xScale: ScaleName;
  readonly yScale: ScaleName;
  readonly smoothing: Smoothing;
  /** Whether raw curves stand behind smoothed ones. */
  readonly showRaw: boolean;
  readonly ignoreOutliers: boolean;
  /** Whether least and greatest values are marked. */
  readonly extremes: boolean;
  readonly references: References;
  /** Chosen steps; undefined for none. */
  readonly selection: XSelection | undefined;
  readonly zoom: Zoom;
}

/** A chart with its heading. */
export interface NamedChart extends ChartView {
  readonly heading: string;
}
