// The SummaryWriter of pages: it sends what it is given to a server, or gathers it for a download.
import { ArgumentError } from '../../format/argument-error.ts';
import type { GeneralOptions } from '../add-options.ts';
import { AnySummaryWriter } from '../any-summary-writer.ts';
import { demand } from '../argument-checks.ts';
import { checkedOptions, voidFrom } from '../general-options.ts';
import { OWN_RUN, RunFiles } from '../run-files.ts';
import type { WriterParts } from '../writer-core.ts';
import { type GatheredFile, GatheredFiles } from './gathered-files.ts';
import { HttpSink } from './http-sink.ts';
import { PAGE } from './page-surroundings.ts';

/** Where a page's writer sends to. Without `url` it sends nothing, and gathers files for a download. */
export interface PageWriterOptions extends GeneralOptions {
  /** The run: a folder's name, or names joined by slashes. Default: the time, as `2026-11-23 21-30-05`. */
  readonly run?: string;
  /** The address that a Runboard server prints which was started with `--ingest`. Default: nothing is sent. */
  readonly url?: string;
  /** The token that it prints. */
  readonly token?: string;
}

/**
 * Logs a training that runs in a page or in a worker: the same add… as on Node. With `url` and `token`, records are sent
 * to a Runboard server about ten times a second; while it does not answer, up to 64 MiB of them wait and are sent again.
 * Without, they are gathered, and `eventFile` or `zip` gives a file to download. Nothing that goes wrong stops the
 * training: `flush` and `close` reject, and the event `error` is fired once.
 *
 * @example
 * const writer = new SummaryWriter({ url: 'http://localhost:6006/', token, run: 'first' });
 * writer.addScalar('loss', 0.25, step);
 * await writer.close();
 */
export class SummaryWriter extends AnySummaryWriter {
  /** The run's name. */
  readonly run: string;
  readonly #gathered: GatheredFiles | undefined;

  /** @throws ArgumentError for a wrong option. That a server does not answer is told by `flush`. */
  constructor(options: PageWriterOptions = {}) {
    const { run = timeName(new Date()), url, token } = options;
    demand(typeof run === 'string' && run !== '', 'run', 'a name', run);
    demand(url === undefined || URL.canParse(url), 'url', "a server's address", url);
    const isToken = typeof token === 'string' && token !== '';
    demand(url === undefined || isToken, 'token', 'what the server printed when it started', token);
    const gathered = url === undefined ? new GatheredFiles() : undefined;
    super((report): WriterParts => {
      const newSink = (subRun: string) => {
        if (url === undefined || token === undefined)
          return (gathered ?? new GatheredFiles()).newSink(subRun);
        return new HttpSink({ url, token, run: pathOf(run, subRun) });
      };
      const files = new RunFiles(newSink, { ...checkedOptions(options), surroundings: PAGE, report });
      voidFrom(files, options.purgeStep);
      return {
        files,
        surroundings: PAGE,
        ...(gathered && { writeEmbedding: (embedding) => gathered.writeEmbedding(embedding) }),
      };
    });
    this.run = run;
    this.#gathered = gathered;
  }

  /**
   * The files of a writer that gathers, as a folder of logs has them: the run's event file, one for each sub-run (of
   * `addScalars`, `addHparams`), and embeddings. Flushes first.
   *
   * @throws ArgumentError where records are sent to a server.
   *
   * @example for (const { path, bytes } of await writer.files()) console.log(path, bytes.length);
   */
  async files(): Promise<readonly GatheredFile[]> {
    return (await this.#flushed('files')).all();
  }

  /**
   * The run's own event file, to be downloaded or uploaded; without sub-runs and embeddings. Flushes first.
   *
   * @throws ArgumentError where records are sent to a server.
   *
   * @example link.href = URL.createObjectURL(await writer.eventFile());
   */
  async eventFile(): Promise<File> {
    const [own] = (await this.#flushed('eventFile')).all();
    return new File([own?.bytes ?? new Uint8Array(0)], own?.path ?? '', { type: 'application/octet-stream' });
  }

  /**
   * The run's folder with everything in it as a ZIP file: unpacked below a logdir it is a run. Flushes first.
   *
   * @throws ArgumentError where records are sent to a server.
   *
   * @example link.href = URL.createObjectURL(await writer.zip());
   */
  async zip(): Promise<File> {
    const bytes = (await this.#flushed('zip')).zip(this.run);
    return new File([bytes], `${this.run.replaceAll('/', '_')}.zip`, { type: 'application/zip' });
  }

  async #flushed(method: string): Promise<GatheredFiles> {
    if (this.#gathered === undefined) {
      throw new ArgumentError(`SummaryWriter.${method}: the records are sent to a server, and not kept here`);
    }
    await this.flush();
    return this.#gathered;
  }
}

/** `.` names the run itself, as for `addHparams`. */
function pathOf(run: string, subRun: string): string {
  return subRun === OWN_RUN || subRun === '.' ? run : `${run}/${subRun}`;
}

/** In local time; without colons, which no file name may have everywhere. */
function timeName(now: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(two).join('-');
  return `${day} ${[now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join('-')}`;
}
