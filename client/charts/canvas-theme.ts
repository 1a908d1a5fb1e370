// Colours and letters for a canvas, which cannot read custom properties by itself.

/** Plain CSS values of theme.css's custom properties, as they hold at one element. */
export interface CanvasTheme {
  readonly grid: string;
  readonly axis: string;
  readonly label: string;
  readonly text: string;
  readonly surface: string;
  readonly accent: string;
  readonly danger: string;
  readonly fontFamily: string;
  /** Pixels. */
  readonly fontSize: number;
}

/** Told on `window` by the shell after light became dark or dark light. */
export const THEME_CHANGE = 'rb-theme-change';

/** Reads the theme that holds at `element`; letters are as large as the element's own. */
export function canvasThemeOf(element: Element): CanvasTheme {
  const style = getComputedStyle(element);
  const color = (name: string) => style.getPropertyValue(name).trim() || style.color;
  return {
    grid: color('--rb-grid'),
    axis: color('--rb-border-strong'),
    label: color('--rb-text-faint'),
    text: color('--rb-text'),
    surface: color('--rb-surface'),
    accent: color('--rb-accent'),
    danger: color('--rb-danger'),
    fontFamily: style.fontFamily,
    fontSize: Number.parseFloat(style.fontSize) || 11,
  };
}
