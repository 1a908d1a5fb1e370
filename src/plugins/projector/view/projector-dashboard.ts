// The tab of embeddings: points with many coordinates, looked at in two or three dimensions.
import { html, nothing } from 'lit';
import { bookmarkOf, viewOfBookmark } from './bookmarked-view.ts';
import type { Coloring } from './coloring.ts';
import type { PointTable } from './data/point-table.ts';
import type { LabelEdit } from './data/table-worker.ts';
import { coordinatesFile, firstRows, labelsFile, saveFile } from './downloads.ts';
import { EmbeddingsView } from './embeddings-view.ts';
import { projectorStyles } from './projector-styles.ts';
import type { DragMode, PointChoice, RbPointView } from './scene/point-view.ts';
import '../../../../client/components/code-example.ts';
import '../../../../client/components/empty-state.ts';
import '../../../../client/components/error-note.ts';
import '../../../../client/components/popover.ts';
import './panels/bookmark-panel.ts';
import './panels/data-panel.ts';
import './panels/method-panel.ts';
import './panels/search-panel.ts';
import './panels/selection-panel.ts';
import './scene-bar.ts';
import './scene/point-view.ts';

const PICTURE_PIXELS = 24;
const DISC_PIXELS = 7;

/** Settings in the address: see README.md. */
export class ProjectorDashboard extends EmbeddingsView {
  static override styles = [...EmbeddingsView.styles, projectorStyles];

  override render() {
    const { choice } = this;
    const { files } = this.source;
    return html`<div
      class="page"
      @dragover=${this.#dragOver}
      @dragleave=${() => {
        this.dropping = false;
      }}
      @drop=${this.#drop}
      @rb-files-give=${({ detail }: CustomEvent<readonly File[]>) => this.source.give(detail)}
      @rb-files-forget=${() => this.source.forgetFiles()}
      @rb-points-choose=${({ detail }: CustomEvent<PointChoice>) => this.choose(detail)}
      @rb-point-hover=${({ detail }: CustomEvent<number | null>) => {
        this.hovered = detail ?? undefined;
      }}
      @rb-points-isolate=${({ detail }: CustomEvent<Uint32Array | null>) => this.isolate(detail ?? undefined)}
      @rb-label-edit=${({ detail }: CustomEvent<LabelEdit>) => void this.source.edit(detail)}
      @rb-category-choose=${({ detail }: CustomEvent<string>) => this.chooseCategory(detail)}
    >
      ${choice || files !== undefined ? this.#shown() : this.#nothing()}
      ${this.dropping ? html`<div class="drop" aria-hidden="true"><span>Drop points and labels: TSV, CSV or NPY</span></div>` : nothing}
    </div>`;
  }

  #shown() {
    const { view } = this;
    const { table } = this.source;
    const coloring = table && this.shown.coloring(table, view, this.colors);
    return html`<div class="panel" role="region" aria-label="Data and method">
        <rb-projector-data-panel
          .all=${this.visible}
          .choice=${this.choice}
          .table=${table}
          .coloring=${coloring}
          .colored=${table && this.shown.colorColumn(table, view)}
          .view=${view}
          .files=${this.source.files}
        ></rb-projector-data-panel>
        ${table ? this.#method(table) : nothing}
      </div>
      <div class="middle">
        <rb-scene-bar
          .view=${view}
          .mode=${this.mode}
          .hasPictures=${table?.sprite !== undefined}
          .size=${this.#sizeOf(table)}
          .ownSize=${this.#ownSizeOf(table)}
          @rb-drag-mode=${({ detail }: CustomEvent<DragMode>) => {
            this.mode = detail;
          }}
          @rb-camera-reset=${() => this.scene?.resetCamera()}
          >${table ? this.#downloads(table) : nothing}</rb-scene-bar
        >
        ${this.#notes()}
        ${table && coloring ? this.#picture(table, coloring) : html`<div class="waiting"></div>`}
        ${this.#status()}
      </div>
      <div class="panel right" role="region" aria-label="Search and selection">${table ? this.#chosen(table) : nothing}</div>`;
  }

  protected get scene(): RbPointView | null {
    return this.renderRoot.querySelector<RbPointView>('rb-point-view');
  }

  #method(table: PointTable) {
    return html`<rb-method-panel
      .settings=${this.settings}
      .picture=${this.runner.picture}
      .progress=${this.runner.progress}
      .stopped=${this.runner.stopped}
      .canGoOn=${this.runner.canGoOn}
      .columns=${table.labels.columns}
      .dimensions=${table.dimensions}
      .note=${this.methodNote}
      @rb-projection-stop=${() => this.stopProjection()}
      @rb-projection-go-on=${({ detail }: CustomEvent<boolean>) => this.runner.goOn(detail)}
      @rb-projection-again=${() => this.runner.retry()}
      @rb-method-default=${() => void this.keepDefault()}
    ></rb-method-panel>`;
  }

  #picture(table: PointTable, coloring: Coloring) {
    const { view, hovered } = this;
    const { draw: drawer } = view;
    return html`<rb-point-view
      .placed=${this.placedOf(table)}
      .tinting=${coloring.tinting}
      .chosen=${this.chosen}
      .sprite=${this.#spriteOf(table)}
      .hovered=${hovered}
      .allNames=${view['names'] === '1'}
      .nameOf=${this.shown.nameOf(table, view)}
      .flat=${this.isFlat}
      .night=${view['night'] === '1'}
      .mode=${this.mode}
      .pointSize=${this.#sizeOf(table)}
      .drawer=${drawer === 'gpu' || drawer === 'cpu' ? drawer : undefined}
      .label=${`Picture of ${table.rows.toLocaleString('en-US')} points`}
    ></rb-point-view>`;
  }

  #spriteOf(table: PointTable | undefined) {
    return this.view['pictures'] === '0' ? undefined : table?.sprite;
  }

  #sizeOf(table: PointTable | undefined): number {
    const size = Number(this.view['size'] ?? Number.NaN);
    return size >= 1 && size <= 200 ? size : this.#ownSizeOf(table);
  }

  #ownSizeOf(table: PointTable | undefined): number {
    return this.#spriteOf(table) ? PICTURE_PIXELS : sizeFor(table?.rows ?? 0);
  }

  #chosen(table: PointTable) {
    const { view } = this;
    const { columns } = table.labels;
    const nameOf = this.shown.nameOf(table, view);
    return html`<rb-search-panel
        .columns=${columns}
        .view=${view}
        .found=${this.search.found}
        .invalid=${this.search.invalid}
        .shown=${this.filter.found?.length ?? table.rows}
        .rows=${table.rows}
        .filterInvalid=${this.filter.invalid}
        .nameOf=${nameOf}
      ></rb-search-panel>
      <rb-selection-panel
        .selected=${this.selected}
        .neighbors=${this.neighbors.found}
        .columns=${columns}
        .isolated=${this.isolated?.length ?? 0}
        .view=${view}
        .nameOf=${nameOf}
        .metric=${this.metric}
        .count=${this.neighborCount}
        .rows=${table.rows}
      ></rb-selection-panel>
      <rb-bookmark-panel
        .bookmarks=${this.bookmarks.all}
        .note=${this.bookmarks.note}
        @rb-bookmark-add=${() => this.#keepView(table)}
        @rb-bookmark-open=${({ detail }: CustomEvent<number>) => void this.#openBookmark(detail, table)}
        @rb-bookmark-remove=${({ detail }: CustomEvent<number>) => this.bookmarks.remove(detail)}
        @rb-bookmark-rename=${({ detail: { at, label } }: CustomEvent<{ at: number; label: string }>) =>
          this.bookmarks.rename(at, label)}
        @rb-bookmarks-save=${() => this.bookmarks.save()}
        @rb-bookmarks-load=${({ detail }: CustomEvent<File>) => void this.bookmarks.load(detail)}
      ></rb-bookmark-panel>`;
  }

  #keepView(table: PointTable) {
    const { picture } = this.runner;
    if (picture?.table.values !== table.values) return;
    this.bookmarks.add(
      bookmarkOf({
        table,
        picture,
        settings: this.settings,
        view: this.methodView,
        flat: this.isFlat,
        camera: this.scene?.camera,
        selected: this.selected,
        isolated: this.isolated,
        labelColumn: this.shown.labelColumn(table, this.view),
        colorColumn: this.shown.colorColumn(table, this.view),
      }),
    );
  }

  async #openBookmark(at: number, table: PointTable) {
    const bookmark = this.bookmarks.of(at, table);
    if (!bookmark) return;
    const { isolated, selected, camera, coordinates, components } = bookmark;
    this.take(selected, isolated, table.rows);
    if (components > 0) this.runner.adopt({ coordinates, components });
    this.set(viewOfBookmark(bookmark));
    await this.updateComplete;
    await this.scene?.updateComplete;
    if (camera) this.scene?.place(camera);
  }

  #downloads(table: PointTable) {
    const { columns } = table.labels;
    const all = () => firstRows(table.rows);
    const places = async (rows: Iterable<number>) =>
      coordinatesFile(
        (await this.scene?.positions()) ?? new Float32Array(0),
        this.isFlat ? 2 : 3,
        rows,
        columns,
      );
    const offer = (text: string, name: string, make: () => Promise<Blob> | undefined) => html`<button
      class="button quiet"
      @click=${async () => {
        const file = await make();
        if (file) saveFile(file, name);
      }}
    >${text}</button>`;
    return html`<rb-popover label="Download" text="Download" icon="download">
      <div class="downloads">
        ${offer('Picture (PNG)', 'points.png', () => this.scene?.picture())}
        ${offer('Places of all points (TSV)', 'points.tsv', () => places(all()))}
        ${this.selected.length > 0 ? offer('Selection (TSV)', 'selection.tsv', () => places(this.selected)) : nothing}
        ${columns.length > 0 ? offer('Labels, as edited (TSV)', 'labels.tsv', () => labelsFile(columns, all())) : nothing}
      </div>
    </rb-popover>`;
  }

  #notes() {
    const { error } = this.source;
    const listError = this.list.error;
    const runError = this.runner.error;
    const note = (message: string | undefined, again: () => void) =>
      message === undefined
        ? nothing
        : html`<rb-error-note .message=${message} retry @rb-retry=${again}></rb-error-note>`;
    return html`${note(error, () => this.source.retry())} ${note(listError, () => this.list.retry())}
      ${note(runError, () => this.runner.retry())}
      ${this.faults.map((fault) => html`<rb-error-note .message=${fault}></rb-error-note>`)}`;
  }

  #status() {
    const progress = this.source.progress ?? this.runner.progress;
    const share = progress && progress.total > 0 ? progress.done / progress.total : undefined;
    return html`<div class="status">
      <div class="doing" role="status">${
        progress
          ? html`<progress aria-label=${progress.phase} value=${share ?? nothing} max="1"></progress><span>${progress.phase}</span>`
          : nothing
      }</div>
      ${this.runner.progress ? html`<button class="button quiet" @click=${() => this.stopProjection()}>Stop projecting</button>` : nothing}
    </div>`;
  }

  #nothing() {
    const { answer, error } = this.list;
    if (!answer && error === undefined)
      return html`<p class="loading" role="status">Looking for embeddings</p>`;
    if (answer?.loading)
      return html`<p class="loading" role="status">The server is still reading the logs; embeddings appear as they are found.</p>`;
    return html`<div class="empty">${this.#notes()}
      <rb-empty-state heading="No embeddings in the visible runs" icon="points">
        <p>Drop files of points here (TSV, CSV or NPY), tick a run that has embeddings, or log some:</p>
        <rb-code-example
          language="TypeScript"
          .code=${"const writer = new SummaryWriter('runs/first');\nwriter.addEmbedding(vectors, { metadata: words, tag: 'words', step });"}
        ></rb-code-example>
        <rb-code-example
          language="Python"
          .code=${'writer = SummaryWriter("runs/first")\nwriter.add_embedding(vectors, metadata=words, tag="words", global_step=step)'}
        ></rb-code-example>
      </rb-empty-state></div>`;
  }

  #dragOver(event: DragEvent) {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.dropping = true;
  }

  #drop(event: DragEvent) {
    event.preventDefault();
    this.dropping = false;
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length > 0) this.source.give(files);
  }
}
customElements.define('rb-projector-dashboard', ProjectorDashboard);

/** Many points are drawn smaller, so that they do not cover one another. */
function sizeFor(rows: number): number {
  return rows > 100_000 ? 3 : rows > 10_000 ? 5 : DISC_PIXELS;
}
