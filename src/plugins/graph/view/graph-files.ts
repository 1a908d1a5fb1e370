// Files that a user opens in place of what is logged: the field for them, and what is said where the graph is not there.
import { html, nothing } from 'lit';
import '../../../../client/components/code-example.ts';
import '../../../../client/components/empty-state.ts';
import { type MissingGraph, whenMissingComes, whyMissing } from './asked-graph.ts';
import { type GraphSource, keyOf, nameOf } from './graph-sources.ts';

/** What the page offers to open, as the attribute `accept` of a file field. */
const GRAPH_FILES = '.pbtxt,.pb,.txt,.onnx,.json,.keras.json';

/** `open` gets each file that is chosen. */
export function fileField(open: (file: File) => void) {
  const chosen = ({ target }: Event) => {
    const input = target as HTMLInputElement;
    const [file] = input.files ?? [];
    if (file) open(file);
    // The same file can be opened again.
    input.value = '';
  };
  return html`<input
    type="file"
    aria-label="Open a pbtxt, ONNX or model.json file"
    accept=${GRAPH_FILES}
    @change=${chosen}
  />`;
}

export const FILE_HINT = 'pbtxt, ONNX, tfjs or Keras JSON; or drop it on the page. It stays in the browser.';

const MOST_OFFERED = 12;

/** In place of the graph that a link names; `choose` gets the key of another. */
export function missingGraph(
  missing: MissingGraph,
  sources: readonly GraphSource[],
  choose: (graph: string) => void,
  open: (file: File) => void,
) {
  const more = sources.length - MOST_OFFERED;
  return html`<rb-empty-state class="missing" heading="The graph of this link is not here" icon="grid">
    <p role="status">${whyMissing(missing)} ${whenMissingComes(missing)}</p>
    ${
      sources.length === 0
        ? nothing
        : html`<p>Graphs of the ticked runs:</p>
          <ul>
            ${sources
              .slice(0, MOST_OFFERED)
              .map(
                (source) =>
                  html`<li><button class="button" @click=${() => choose(keyOf(source))}>${source.runLabel}: ${nameOf(source)}</button></li>`,
              )}
            ${more > 0 ? html`<li class="hint">and ${more} more</li>` : nothing}
          </ul>`
    }
    <p>Or open a file:</p>
    <p>${fileField(open)}</p>
    <p class="hint">${FILE_HINT}</p>
  </rb-empty-state>`;
}

/** In place of a graph. */
export function noGraph(open: (file: File) => void) {
  return html`<rb-empty-state heading="No graph in these runs" icon="grid">
    <p>Open a file:</p>
    <p>${fileField(open)}</p>
    <p class="hint">${FILE_HINT}</p>
    <p>Or log a model, or tick a run that has one:</p>
    <rb-code-example language="TypeScript" .code=${"const writer = new SummaryWriter('runs/first');\nwriter.addGraph(model);"}></rb-code-example>
    <rb-code-example language="Python" .code=${'writer = SummaryWriter("runs/first")\nwriter.add_graph(model, images)'}></rb-code-example>
  </rb-empty-state>`;
}
