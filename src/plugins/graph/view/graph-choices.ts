// Which graph is shown and in which colours, as fields of the bar above it.
import { html, nothing } from 'lit';
import type { GraphSummary, ParameterCount } from '../model/explore/explorer.ts';
import type { Scene } from '../model/layout/scene.ts';
import { COLOR_MODES, type ColorMode } from './box-colors.ts';
import type { RbGraphPlot } from './graph-plot.ts';
import { type GraphSource, keyOf, nameOf } from './graph-sources.ts';

const FILE = 'file';
const chosenOf = ({ target }: Event) => (target as HTMLSelectElement).value;

/** `set` gets the key of a graph, or undefined for the file that was opened. */
export function graphChoice(
  sources: readonly GraphSource[],
  chosen: GraphSource | undefined,
  file: string | undefined,
  set: (graph: string | undefined) => void,
) {
  const runs = [...new Set(sources.map(({ run }) => run))];
  const option = (source: GraphSource) => html`<option
    value=${keyOf(source)}
    ?selected=${source === chosen && file === undefined}
  >${runs.length > 1 ? `${source.runLabel}: ` : ''}${nameOf(source)}</option>`;
  return html`<select
    class="field"
    aria-label="Graph"
    @change=${(event: Event) => set(chosenOf(event) === FILE ? undefined : chosenOf(event))}
  >
    ${file === undefined ? nothing : html`<option value=${FILE} selected>File: ${file}</option>`}
    ${runs.map((run) => {
      const own = sources.filter((source) => source.run === run);
      return html`<optgroup label=${own[0]?.runLabel ?? run}>${own.map(option)}</optgroup>`;
    })}
  </select>`;
}

/** `set` gets the mode, empty for the one that is there at first. */
export function colorChoice(mode: ColorMode, set: (color: string) => void) {
  return html`<label class="check">Colour
    <select
      class="field"
      @change=${(event: Event) => set(chosenOf(event) === 'structure' ? '' : chosenOf(event))}
    >
      ${Object.entries(COLOR_MODES).map(
        ([one, label]) => html`<option value=${one} ?selected=${one === mode}>${label}</option>`,
      )}
    </select>
  </label>`;
}

/** Buttons that move the drawing. */
export function viewTools(plot: () => RbGraphPlot | null) {
  const tool = (label: string, sign: string, act: () => void) => html`<button
    class="button quiet icon-only"
    aria-label=${label}
    title=${label}
    @click=${act}
  >${sign}</button>`;
  return html`<div class="tools" role="group" aria-label="View">
    ${tool('Zoom in', '+', () => plot()?.zoom(1.4))}
    ${tool('Zoom out', '−', () => plot()?.zoom(1 / 1.4))}
    ${tool('Fit the graph into the window', '⤢', () => plot()?.fit())}
  </div>`;
}

export function summaryText(summary: GraphSummary | undefined, known: ParameterCount | undefined) {
  if (!summary) return nothing;
  const count = (number: number) => number.toLocaleString('en-US');
  const operations = `${count(summary.operations)} node${summary.operations === 1 ? '' : 's'}`;
  const least = known?.isLeast ? 'at least ' : '';
  const parameters = known?.parameters ? `, ${least}${count(known.parameters)} parameters` : '';
  return html`<p class="summary" role="status">${operations}${parameters}</p>`;
}

/** In place of the drawing where there is none. */
export function drawingStatus(loading: number, scene: Scene | undefined) {
  const isEmpty = scene?.items.length === 0;
  if (!isEmpty && (scene || loading === 0)) return nothing;
  return html`<p class="loading" role="status">${isEmpty ? 'The graph has no nodes' : 'Reading the graph'}</p>`;
}
