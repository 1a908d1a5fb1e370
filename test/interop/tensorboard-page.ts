// TensorBoard's own page in a browser, and what it has drawn: the same measure on the real TensorBoard and on us.
import { spawnSync } from 'node:child_process';
import type { Browser, Frame, Page } from 'playwright-core';
import { type RunboardProcess, startedAt } from '../runboard-process.ts';

const EXTRACT = `
import os, shutil, sys, zipfile, tensorboard
package = os.path.dirname(tensorboard.__file__)
zipfile.ZipFile(os.path.join(package, 'webfiles.zip')).extractall(sys.argv[1])
projector = os.path.join(package, 'plugins', 'projector', 'tf_projector_plugin')
shutil.copytree(projector, os.path.join(sys.argv[1], 'data', 'plugin', 'projector'))
`;

/** Puts the page's files, which lie in TensorBoard's package, into a folder, below the paths under which they are asked for. */
export function extractPage(python: string, folder: string): void {
  const { status, stderr } = spawnSync(python, ['-c', EXTRACT, folder], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`TensorBoard's page could not be taken from its package: ${stderr}`);
}

/** The real TensorBoard; whoever started it stops it. */
export function startTensorboard(python: string, logdir: string, port: number): Promise<RunboardProcess> {
  // Its other loader loses doubles, shows buckets that hold nothing and leaves display names out: contract 5.4, 13.
  const flags = ['--load_fast=false', '--port', String(port), '--logdir', logdir];
  return startedAt(python, ['-m', 'tensorboard.main', ...flags]);
}

/** What a tab shows, in the order of the page. No coordinates: they vary with the time at which fonts arrive. */
export interface Drawn {
  /** How many elements there are of each name. */
  readonly elements: Readonly<Record<string, number>>;
  /** Width and height of each picture that is loaded. */
  readonly pictures: readonly string[];
  /** The commands of long paths (curves, ridges, bands): a letter for each point. By code point. */
  readonly curves: readonly string[];
  /** By code point: legends come in the order in which answers came. */
  readonly texts: readonly string[];
}

/** A tab that is open. */
export interface Tab {
  readonly page: Page;
  /** Console errors and warnings, faults of scripts and requests that failed, in lower case, without the server's address. */
  readonly complaints: readonly string[];
  /** What was asked for and answered with 200: paths and queries, without keys that mean something to one server only. */
  readonly answered: ReadonlySet<string>;
  drawn(): Promise<Drawn>;
}

/** Opens a tab of TensorBoard's page. `url` ends with `/`. */
export async function openTab(browser: Browser, url: string, tab: string, query: string): Promise<Tab> {
  // High, because cards ask for data when they come into view.
  const page = await browser.newPage({ viewport: { width: 1600, height: 2400 } });
  const complaints: string[] = [];
  const complain = (text: string) =>
    complaints.push(text.replaceAll(new URL(url).host, 'HOST').toLowerCase());
  page.on('console', (message) => {
    // What the graphics driver says of its speed comes or does not.
    if (message.text().includes('GL Driver Message')) return;
    if (['error', 'warning'].includes(message.type())) {
      complain(`${message.type()}: ${message.text()} ${message.location().url}`);
    }
  });
  page.on('pageerror', (error) => complain(`thrown: ${error.message}`));
  page.on('requestfailed', (request) => complain(`failed: ${request.method()} ${request.url()}`));
  const answered = new Set<string>();
  page.on('response', (response) => {
    if (response.status() >= 400) complain(`${response.status()}: ${response.url()}`);
    const { pathname, searchParams } = new URL(response.url());
    for (const key of ['blob_key', 'imageId', 'ts']) searchParams.delete(key);
    if (response.status() === 200) answered.add(`${pathname}?${searchParams}`);
  });
  // As SVG, not on a canvas: so that there is something to measure.
  await page.goto(`${url}?forceSVG=true&${query}#${tab}`);
  return {
    page,
    complaints,
    answered,
    drawn: async () => {
      const frame = page.frames().find((one) => one.url().endsWith('/projector_binary.html'));
      return measure(frame ?? page);
    },
  };
}

// The Node program that tests belong to knows no DOM.
interface Part {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly localName: string;
  readonly textContent: string;
  readonly childNodes: Iterable<Part>;
  readonly shadowRoot: Part | null;
  readonly naturalWidth: number;
  readonly naturalHeight: number;
  getAttribute(name: string): string | null;
}

/** Everything below the dashboards, through shadow roots. */
function measure(frame: Page | Frame): Promise<Drawn> {
  return frame.evaluate(() => {
    const drawn = {
      elements: {} as Record<string, number>,
      pictures: [] as string[],
      curves: [] as string[],
      texts: [] as string[],
    };
    const take = (part: Part): void => {
      const name = part.localName;
      if (part.nodeType === 3 && part.textContent.trim() !== '') drawn.texts.push(part.textContent.trim());
      if (part.nodeType === 1) {
        // Not drawn, and as many as scripts please.
        if (['style', 'script', 'template', 'dom-if', 'dom-repeat', 'custom-style'].includes(name)) return;
        drawn.elements[name] = (drawn.elements[name] ?? 0) + 1;
        if (name === 'img' && part.naturalWidth > 0) {
          drawn.pictures.push(`${part.naturalWidth}x${part.naturalHeight}`);
        }
        if (name === 'path') {
          const commands = (part.getAttribute('d') ?? '').replace(/[^A-Za-z]/g, '');
          // Markers of points are shorter, and which one a run gets depends on which answer came first.
          if (commands.length > 9) drawn.curves.push(commands);
        }
      }
      if (part.shadowRoot) take(part.shadowRoot);
      for (const child of part.childNodes) take(child);
    };
    const { document } = globalThis as unknown as {
      document: { readonly body: Part; querySelector(selector: string): Part | null };
    };
    take(document.querySelector('plugins-component') ?? document.body);
    drawn.curves.sort();
    drawn.texts.sort();
    return drawn;
  });
}
