// What charts draw with: as much of a canvas's context as they use, so that a picture of another kind can be drawn too.

type Used =
  | 'save'
  | 'restore'
  | 'translate'
  | 'beginPath'
  | 'closePath'
  | 'moveTo'
  | 'lineTo'
  | 'rect'
  | 'arc'
  | 'clip'
  | 'fill'
  | 'stroke'
  | 'fillRect'
  | 'setLineDash'
  | 'globalAlpha'
  | 'lineWidth'
  | 'lineJoin'
  | 'strokeStyle'
  | 'fillStyle'
  | 'font'
  | 'textAlign'
  | 'textBaseline'
  | 'fillText'
  | 'strokeText';

/** A canvas's context is one. Angles of `arc` are those of whole circles only. */
export type Pen = Pick<CanvasRenderingContext2D, Exclude<Used, 'fill' | 'clip'>> & {
  fill(): void;
  clip(): void;
  measureText(text: string): Pick<TextMetrics, 'width'>;
};
