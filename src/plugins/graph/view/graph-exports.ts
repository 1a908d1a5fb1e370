// What is drawn, or the whole graph, as a file.
import { canvasThemeOf } from '../../../../client/charts/canvas-theme.ts';
import { dotOf } from '../model/export/dot.ts';
import { svgOf } from '../model/export/svg.ts';
import type { PlacedItem, Scene } from '../model/layout/scene.ts';
import { graphThemeOf, inkOf, lineColorOf } from './graph-look.ts';
import { paintScene } from './graph-painter.ts';

export type ExportFormat = 'png' | 'svg' | 'dot' | 'pbtxt';

const EDGE = 16;
/** Pixels of a picture's longer side: browsers refuse larger canvases. */
const MOST_PIXELS = 12_000;

export interface ExportParts {
  readonly scene: Scene;
  readonly colorOf: (item: PlacedItem) => string | undefined;
  /** Where the theme is read. */
  readonly element: Element;
  /** Text of the whole graph. */
  readonly pbtxt: () => Promise<string>;
}

/** Rejects where the browser cannot make the picture. */
export async function exportedGraph(format: ExportFormat, parts: ExportParts): Promise<Blob> {
  if (format === 'pbtxt') return new Blob([await parts.pbtxt()], { type: 'text/plain' });
  if (format === 'dot') return new Blob([dotOf(parts.scene)], { type: 'text/vnd.graphviz' });
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (!context) throw new Error('The browser has no canvas to draw the picture on.');
  const ground = getComputedStyle(parts.element).getPropertyValue('--rb-surface-sunken').trim();
  const theme = graphThemeOf(context, canvasThemeOf(parts.element), ground);
  if (format === 'svg') {
    const colored = { theme, colorOf: parts.colorOf };
    const svg = svgOf(parts.scene, {
      ...theme,
      line: lineColorOf(theme),
      inkOf: (item) => inkOf(item, colored),
    });
    return new Blob([svg], { type: 'image/svg+xml' });
  }
  const [width, height] = [parts.scene.width + 2 * EDGE, parts.scene.height + 2 * EDGE];
  const scale = Math.min(2, MOST_PIXELS / Math.max(width, height));
  canvas.width = Math.ceil(width * scale);
  canvas.height = Math.ceil(height * scale);
  context.fillStyle = theme.surface;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(scale, scale);
  context.translate(EDGE, EDGE);
  const look = {
    theme,
    colorOf: parts.colorOf,
    chosen: undefined,
    hovered: undefined,
    traced: undefined,
    loud: false,
  };
  paintScene(
    context,
    parts.scene.items,
    parts.scene.lines,
    { x: -EDGE, y: -EDGE, width, height },
    Math.max(scale, 1),
    look,
  );
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) =>
      blob ? resolve(blob) : reject(new Error('The picture is too large for the browser.')),
    );
  });
}

/** Hands the file to the browser, which asks or saves as its user likes. */
export function saveAs(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
