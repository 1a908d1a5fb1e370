// The bookmarks of the page: made of what is shown, opened again, read from files and from the log.
import { type Bookmark, readBookmarks, writeBookmarks } from '../model/bookmarks.ts';
import type { PointTable } from './data/point-table.ts';
import { saveFile } from './downloads.ts';

/** Lives as long as the tab. */
export class BookmarkList {
  all: readonly Bookmark[] = [];
  /** What went wrong last; empty where nothing did. */
  note = '';
  readonly #changed: () => void;
  /** Of which table the log's own were read. */
  #ofLog = '';

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  add(bookmark: Omit<Bookmark, 'label'>): void {
    this.all = [...this.all, { ...bookmark, label: `View ${this.all.length + 1}` }];
    this.note = '';
    this.#changed();
  }

  remove(at: number): void {
    this.all = this.all.filter((_, i) => i !== at);
    this.#changed();
  }

  rename(at: number, label: string): void {
    this.all = this.all.map((one, i) => (i === at ? { ...one, label } : one));
    this.#changed();
  }

  save(): void {
    saveFile(new Blob([writeBookmarks(this.all)], { type: 'application/json' }), 'bookmarks.json');
  }

  async load(file: Blob): Promise<void> {
    try {
      this.all = [...this.all, ...readBookmarks(await file.text())];
      this.note = '';
    } catch (error) {
      this.note = error instanceof Error ? error.message : String(error);
    }
    this.#changed();
  }

  /** Those that the log has for a table, once. */
  async wantOfLog(key: string, read: () => Promise<Blob>): Promise<void> {
    if (key === this.#ofLog) return;
    this.#ofLog = key;
    try {
      await this.load(await read());
    } catch (error) {
      this.note = error instanceof Error ? error.message : String(error);
      this.#changed();
    }
  }

  /** Undefined, with a note for the user, for one that was made of other points. */
  of(at: number, { rows, dimensions }: PointTable): Bookmark | undefined {
    const one = this.all[at];
    const shape = one?.shape;
    const fits = shape === undefined || (shape[0] === rows && shape[1] === dimensions);
    this.note = fits
      ? ''
      : `“${one?.label}” is of ${shape?.[0]} points × ${shape?.[1]} dimensions; these are ${rows} × ${dimensions}.`;
    this.#changed();
    return fits ? one : undefined;
  }
}
