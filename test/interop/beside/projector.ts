// Embeddings beside TensorBoard's: what there is, and what lies nearest to a point. Not their components: TensorBoard's are
// those of points that are not centred, and beyond 200 dimensions of a random projection.
import type { Page } from 'playwright-core';
import type { Comparison } from '../beside.ts';

interface Shown {
  /** In the config's order. */
  readonly tensors: readonly string[];
  /** Points and dimensions. */
  readonly shape: readonly number[];
  readonly columns: readonly string[];
  /** Width and height of a point's picture. */
  readonly picture: readonly number[] | undefined;
  /** Name and distance, nearest first. */
  readonly nearest: readonly string[];
}

/** So many have distances that both pages print with three digits behind the point. */
const NEAREST = 10;
const ASKED = 3;

// The Node program that tests belong to knows no DOM.
interface Element {
  readonly shadowRoot: Root | null;
  readonly localName: string;
  readonly textContent: string;
}
interface Root {
  querySelectorAll(selector: string): Iterable<Element>;
}
interface TheirProjector {
  readonly dataSet?: {
    readonly dim: readonly [number, number];
    readonly spriteAndMetadataInfo?: {
      readonly stats?: readonly { readonly name: string }[];
      readonly singleImageDim?: readonly number[];
      readonly spriteMetadata?: { readonly singleImageDim?: readonly number[] };
    };
  };
  readonly dataPanel: { readonly tensorNames?: readonly { readonly name: string }[] };
  readonly inspectorPanel: Element;
  /** Whether points are moved and scaled before anything is done with them: so those of 50 dimensions and more at first. */
  readonly normalizeData: boolean;
  setNormalizeData(normalize: boolean): void;
  notifySelectionChanged(rows: readonly number[]): void;
}

async function theirs(page: Page): Promise<Shown | undefined> {
  const frame = page.frames().find((one) => one.url().endsWith('/projector_binary.html'));
  const read = await frame?.evaluate((row) => {
    const find = (root: Root): Element | undefined => {
      for (const element of root.querySelectorAll('*')) {
        if (element.localName === 'vz-projector') return element;
        const inside = element.shadowRoot && find(element.shadowRoot);
        if (inside) return inside;
      }
      return undefined;
    };
    const projector = find((globalThis as unknown as { document: Root }).document) as
      | (Element & TheirProjector)
      | undefined;
    const { dataSet, dataPanel, inspectorPanel } = projector ?? {};
    if (!projector || !dataSet || !dataPanel?.tensorNames) return undefined;
    if (projector.normalizeData) projector.setNormalizeData(false);
    const lines = () => [...(inspectorPanel?.shadowRoot?.querySelectorAll('.neighbor') ?? [])];
    if (lines().length === 0) projector.notifySelectionChanged([row]);
    const { stats = [], singleImageDim, spriteMetadata } = dataSet.spriteAndMetadataInfo ?? {};
    return {
      tensors: dataPanel.tensorNames.map(({ name }) => name),
      shape: dataSet.dim,
      columns: stats.map(({ name }) => name),
      picture: singleImageDim ?? spriteMetadata?.singleImageDim,
      nearest: lines().map(({ textContent }) => textContent),
    };
  }, ASKED);
  return agreed(read);
}

interface OurPanel {
  readonly all: readonly { readonly steps: readonly { readonly info: { readonly name: string } }[] }[];
  readonly table?: {
    readonly rows: number;
    readonly dimensions: number;
    readonly labels: { readonly columns: readonly { readonly name: string }[] };
    readonly sprite?: { readonly single: readonly number[] };
  };
}

async function ours(page: Page): Promise<Shown | undefined> {
  const [panel] = await page.locator('rb-projector-data-panel').evaluateAll((all: readonly unknown[]) =>
    (all as readonly OurPanel[]).map(({ all: series, table }) => ({
      tensors: series.flatMap(({ steps }) => steps.map(({ info }) => info.name)),
      shape: [table?.rows ?? 0, table?.dimensions ?? 0],
      columns: table?.labels.columns.map(({ name }) => name) ?? [],
      picture: table?.sprite?.single,
    })),
  );
  const nearest = await page
    .getByRole('region', { name: 'Nearest points' })
    .getByRole('listitem')
    .allTextContents();
  return agreed(panel && { ...panel, nearest });
}

/** Undefined until the nearest are there. */
function agreed(shown: Shown | undefined): Shown | undefined {
  if (!shown || shown.nearest.length < NEAREST) return undefined;
  const nearest = shown.nearest.slice(0, NEAREST).map((text) => text.replace(/\s+/g, ''));
  return { ...shown, tensors: shown.tensors.toSorted(), nearest };
}

const comparison = (title: string, log: string, tensor: string): Comparison => ({
  title,
  log,
  ours: `projector?${tensor}&select=${ASKED}&near=${NEAREST}`,
  theirs: 'projector',
  read: { ours, theirs },
});

export const PROJECTOR_COMPARISONS: readonly Comparison[] = [
  comparison('points with labels that PyTorch wrote', 'torch_api', 'tensor=emb&step=0'),
  comparison('points with labels and pictures that PyTorch wrote', 'torch_lecture', 'tensor=mnist'),
];
