// The colours of the boxes that are drawn: looked up when the user asks for others, the same object while nothing changed.
import type { Api } from '../../../../client/plugin-host.ts';
import type { SeriesInfo } from '../../../wire/api.ts';
import type { GraphSummary } from '../model/explore/explorer.ts';
import { type BoxColors, boxColors, type ColorMode, type StructureColors } from './box-colors.ts';
import type { GraphSession } from './graph-session.ts';
import { profilesOf } from './graph-sources.ts';

/** Made by a dashboard for its session. */
export class GraphPalette {
  colors: BoxColors = boxColors('plain', undefined, undefined, new Map());
  readonly #session: GraphSession;
  #by: readonly unknown[] = [];
  #summary: GraphSummary | undefined;
  #structures: StructureColors = new Map();

  constructor(session: GraphSession) {
    this.#session = session;
  }

  /** `run` is that of the graph, where it was logged; times and memory are read from there. */
  look(mode: ColorMode, api: Api, series: readonly SeriesInfo[], run: string | undefined): void {
    const isCost = mode === 'time' || mode === 'memory';
    const [profile = ''] = run !== undefined && isCost ? profilesOf(series, run) : [];
    const read = async () =>
      (await api.file('graphs/run-metadata', { run: run ?? '', tag: profile })).arrayBuffer();
    void this.#session.color(mode === 'structure' || mode === 'plain' ? undefined : mode, profile, read);
    const by = [mode, this.#session.scene, this.#session.values];
    if (by.every((one, at) => one === this.#by[at])) return;
    this.#by = by;
    if (this.#summary !== this.#session.summary) {
      this.#summary = this.#session.summary;
      this.#structures = new Map();
    }
    this.colors = boxColors(mode, this.#session.scene, this.#session.values, this.#structures);
  }
}
