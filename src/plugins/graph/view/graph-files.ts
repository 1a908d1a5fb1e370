// Files that a user opens in place of what is logged: the field for them, and what is said where nothing is logged.
import { html } from 'lit';
import '../../../../client/components/code-example.ts';
import '../../../../client/components/empty-state.ts';

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
