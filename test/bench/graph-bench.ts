// The page of graphs on large ones, beside TensorBoard's in the same sitting: how soon the first picture is there, how
// soon a scope of 200 operations is open, and how long the page stands still meanwhile. Beside them an empty page: how long
// the browser's own tasks are on this machine in these minutes.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { isolationHeaders } from '../../server/api/page-files.ts';
import { chromiumPath, launchChromium, pythonPath } from '../machine.ts';
import { startedAt, startRunboard } from '../runboard-process.ts';
import type { Bench, BenchOptions, BenchRow } from './bench.ts';
import { GRAPH_LOGS, type GraphLog, graphLogdir } from './graph-logs.ts';
import { type Task, tasksOf } from './main-thread.ts';
import { until } from './page-probe.ts';

const ROUNDS = 5;
/** What is expanded, in the graph that has it. */
const WIDE = 'wide';
const PROMISED = { first: 1000, expand: 300, blocked: 50 };

// Runs in the pages. Text, because this file is compiled without the DOM.
const OUR_PLOT = `const plot = ['rb-app', 'rb-dashboard-outlet', 'rb-graph-dashboard', 'rb-graph-plot']
  .reduce((root, name) => root?.querySelector(name) && (name === 'rb-graph-plot' ? root.querySelector(name)
    : root.querySelector(name).shadowRoot), document);`;
const THEIR_SCENE = `const deep = (root, name) => {
  const found = root.querySelector(name);
  if (found) return found;
  for (const element of root.querySelectorAll('*')) {
    const inner = element.shadowRoot && deep(element.shadowRoot, name);
    if (inner) return inner;
  }
};
const scene = globalThis.theirScene ??= deep(document, 'tf-graph-scene');`;

interface Served {
  readonly url: string;
  stop(): Promise<unknown>;
}

interface Peer {
  readonly name: string;
  readonly hash: string;
  start(logdir: string): Promise<Served>;
  /** Truthy once the graph, with so many boxes as are open at first, is drawn. */
  readonly drawn: string;
  /** Expands WIDE. */
  readonly expand: string;
  /** Truthy once WIDE is drawn with what is in it, and stands still. */
  readonly expanded: string;
}

const OURS: Peer = {
  name: 'Runboard',
  hash: 'graphs',
  start: async (logdir) => untilListed(await startRunboard('--logdir', logdir)),
  drawn: `(() => { ${OUR_PLOT} return plot?.drawn.boxes > 0; })()`,
  expand: `(() => { ${OUR_PLOT}
    plot.dispatchEvent(new CustomEvent('rb-item-toggle', { detail: '${WIDE}', bubbles: true, composed: true })); })()`,
  expanded: `(() => { ${OUR_PLOT}
    return plot.drawn.still && plot.drawn.scene?.items.some(({ path, open }) => open && path === '${WIDE}'); })()`,
};

const THEIRS: Peer = {
  name: 'TensorBoard',
  hash: 'graphs',
  start: async (logdir) => {
    const flags = ['--logdir', logdir, '--host', '127.0.0.1', '--port', '0', '--load_fast', 'true'];
    return untilListed(await startedAt(pythonPath() ?? 'python3', ['-m', 'tensorboard.main', ...flags]));
  },
  drawn: `(() => { ${THEIR_SCENE} return scene?.shadowRoot.querySelector('g.node'); })()`,
  expand: `(() => { ${THEIR_SCENE} scene.fire('node-toggle-expand', { name: '${WIDE}' }); })()`,
  expanded: `(() => { ${THEIR_SCENE} return scene.shadowRoot.querySelector('g.node[data-name="${WIDE}/op_7"]'); })()`,
};

/** A page of one line, with those headers of ours that decide in which process it lives. */
const EMPTY: Peer = {
  name: 'an empty page',
  hash: '',
  async start() {
    const server = createServer((_, response) =>
      response
        .writeHead(200, {
          ...isolationHeaders('text/html', 'localhost', undefined),
          'Content-Type': 'text/html',
        })
        .end('<!doctype html><title>Empty</title><p>One line.</p>'),
    );
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    return {
      url: `http://127.0.0.1:${port}/`,
      stop: () => new Promise<void>((closed) => server.close(() => closed())),
    };
  },
  drawn: `document.readyState === 'complete'`,
  expand: '',
  expanded: '',
};

/** To be added before a page is opened: notes the time when it is so, in the frame behind. */
const noteWhen = (name: string, condition: string) => `(() => {
  const look = () => {
    if (${condition}) requestAnimationFrame(() => { globalThis[${JSON.stringify(name)}] = performance.now(); });
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()`;

type Numbers = Readonly<Record<string, number>>;

async function visit(
  browser: Browser,
  peer: Peer,
  url: string,
  isTraced: boolean,
  expands: boolean,
): Promise<Numbers> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  try {
    await page.addInitScript(noteWhen('firstPicture', peer.drawn));
    const opened = await during(browser, page, isTraced, async () => {
      await page.goto(`${url}#${peer.hash}`);
      await until(page, 'globalThis.firstPicture');
    });
    const first = await page.evaluate<number>('globalThis.firstPicture');
    if (!expands) return { first, ...opened };
    const blocked = await during(browser, page, isTraced, async () => {
      await page.evaluate(
        `globalThis.expandedFrom = performance.now(); ${peer.expand}; ${noteWhen('expandedAt', peer.expanded)}`,
      );
      await until(page, 'globalThis.expandedAt');
    });
    const expand = await page.evaluate<number>('globalThis.expandedAt - globalThis.expandedFrom');
    return { first, ...opened, expand, ...(isTraced && { expandBlocked: blocked['blocked'] ?? 0 }) };
  } finally {
    await context.close();
  }
}

async function during(
  browser: Browser,
  page: Page,
  isTraced: boolean,
  act: () => Promise<void>,
): Promise<Numbers> {
  if (!isTraced) {
    await act();
    return {};
  }
  const tasks: readonly Task[] = await tasksOf(browser, page, act);
  return { blocked: Math.max(0, ...tasks.map(({ wallMs }) => wallMs)) };
}

/** The least of the rounds: what the machine does besides only ever adds. The trace slows the page, so it has visits of its own. */
async function numbersOf(
  browser: Browser,
  peer: Peer,
  url: string,
  expands: boolean,
  rounds: number,
): Promise<Numbers> {
  const visits: Numbers[] = [];
  const traced: Numbers[] = [];
  for (let round = 0; round < rounds; round++) {
    visits.push(await visit(browser, peer, url, false, expands));
    traced.push(await visit(browser, peer, url, true, expands));
  }
  const least = (all: readonly Numbers[], name: string) =>
    Math.min(...all.map((one) => one[name] ?? Number.NaN));
  const median = (name: string) =>
    visits.map((one) => one[name] ?? Number.NaN).sort((a, b) => a - b)[rounds >> 1] ?? Number.NaN;
  return {
    first: least(visits, 'first'),
    firstMedian: median('first'),
    blocked: least(traced, 'blocked'),
    blockedMost: Math.max(...traced.map(({ blocked = Number.NaN }) => blocked)),
    ...(expands && {
      expand: least(visits, 'expand'),
      expandMedian: median('expand'),
      expandBlocked: least(traced, 'expandBlocked'),
    }),
    rounds,
  };
}

async function rowsOf(name: GraphLog, browser: Browser, options: BenchOptions): Promise<BenchRow[]> {
  const { rounds = ROUNDS, dataFolder } = options;
  const logdir = await graphLogdir(name, dataFolder);
  const expands = GRAPH_LOGS[name]().node?.some((node) => node.name?.startsWith(`${WIDE}/`)) ?? false;
  const rows: BenchRow[] = [];
  for (const peer of pythonPath() === undefined ? [OURS, EMPTY] : [OURS, EMPTY, THEIRS]) {
    const server = await peer.start(logdir);
    try {
      const numbers = await numbersOf(browser, peer, server.url, expands && peer !== EMPTY, rounds);
      rows.push({ what: `${name}: ${peer.name}`, numbers });
    } finally {
      await server.stop();
    }
  }
  const { first, blocked, expand } = PROMISED;
  const promised = { first, blocked, ...(expands && { expand, expandBlocked: blocked }) };
  return [...rows, { what: `${name}: promised`, numbers: promised }];
}

/** Resolves to the server once it tells of the graph. */
async function untilListed(server: Served): Promise<Served> {
  for (;;) {
    const answer = await fetch(`${server.url}data/plugin/graphs/info`);
    if (answer.ok && Object.keys((await answer.json()) as object).length > 0) return server;
    await new Promise((done) => setTimeout(done, 100));
  }
}

export const graphBench: Bench = {
  name: 'graph',
  asks: 'how soon is a graph there, how soon a scope open, and does the page stand still? (TensorBoard beside)',
  async run(options) {
    if (chromiumPath() === undefined) return [];
    const browser = await launchChromium();
    try {
      const rows: BenchRow[] = [];
      for (const name of Object.keys(GRAPH_LOGS) as GraphLog[])
        if (name.includes(options.only ?? '')) rows.push(...(await rowsOf(name, browser, options)));
      return rows;
    } finally {
      await browser.close();
    }
  },
};
