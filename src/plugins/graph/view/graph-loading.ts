// Which graph the page holds: the file that was opened, or what is logged; read anew when that is another.
import type { Api } from '../../../../client/plugin-host.ts';
import type { GraphSession } from './graph-session.ts';
import { type GraphSource, keyOf, queryOf } from './graph-sources.ts';
import type { GivenGraph } from './graph-tasks.ts';

type View = Readonly<Record<string, string>>;

/** What is to be shown where no file is open, and what it is compared with. */
export interface WantedGraphs {
  readonly source: GraphSource | undefined;
  readonly against: GraphSource | undefined;
}

/** Made by a dashboard for its session. */
export class GraphLoading {
  readonly #session: GraphSession;
  #file: File | undefined;
  /** Two files may have one name. */
  #files = 0;
  #loaded = '';

  constructor(session: GraphSession) {
    this.#session = session;
  }

  /** What the user opened or dropped; shown in place of what is logged. */
  get file(): File | undefined {
    return this.#file;
  }

  set file(file: File | undefined) {
    this.#file = file;
    this.#files++;
  }

  /** The same graph is read once more. */
  again(): void {
    this.#loaded = '';
  }

  /** Whether another graph is on its way from now on. */
  look(api: Api, { source, against }: WantedGraphs, view: View): boolean {
    const file = this.#file;
    const options = { fold: view['fold'] !== '0', series: view['series'] !== '0' };
    const name = file ? `file ${this.#files}` : source && `${keyOf(source)} ${source.version}`;
    const other = against && `${keyOf(against)} ${against.version}`;
    const large: View = view['large'] === '1' ? { large: 'true' } : {};
    const key = name === undefined ? '' : JSON.stringify([name, other, options, large]);
    if (key === this.#loaded) return false;
    this.#loaded = key;
    if (key === '') return false;
    const logged = async (one: GraphSource): Promise<GivenGraph> => ({
      bytes: await (await api.file('graphs/graph', { ...queryOf(one), ...large })).arrayBuffer(),
    });
    const read = async () => {
      const graph = file
        ? { bytes: await file.arrayBuffer(), file: file.name }
        : source && (await logged(source));
      return [...(graph ? [graph] : []), ...(against ? [await logged(against)] : [])];
    };
    void this.#session.open(read, options, view);
    return true;
  }
}
