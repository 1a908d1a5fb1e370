// What is played, and where: one place in time for all clips, so that the same moment of many can be compared.

/** Made by a dashboard, which stops it when it leaves. Calls listeners after each change, and each frame while it plays. */
export class SharedPlayback {
  readonly #audio = new Audio();
  readonly #listeners = new Set<() => void>();
  #key: string | undefined;
  #url: string | undefined;
  #seconds = 0;
  #frame = 0;
  #failure: string | undefined;

  constructor() {
    for (const name of ['play', 'pause', 'seeked'] as const)
      this.#audio.addEventListener(name, () => this.#changed());
    this.#audio.addEventListener('ended', () => {
      this.#seconds = 0;
      this.#changed();
    });
  }

  /** The clip that plays; undefined while none does. */
  get playing(): string | undefined {
    return this.#audio.paused ? undefined : this.#key;
  }

  /** The place that all clips share, in seconds from their beginning. */
  get seconds(): number {
    return this.#seconds;
  }

  /** Why the clip that was to play does not; undefined where all is well. */
  failureOf(key: string): string | undefined {
    return this.#key === key ? this.#failure : undefined;
  }

  set volume(share: number) {
    this.#audio.volume = share;
  }

  /** Returns what ends it. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Goes on at the shared place, or from the beginning where the clip is shorter. */
  async play(key: string, clip: Blob): Promise<void> {
    if (this.#url !== undefined) URL.revokeObjectURL(this.#url);
    this.#key = key;
    this.#failure = undefined;
    this.#url = URL.createObjectURL(clip);
    this.#audio.src = this.#url;
    this.#audio.currentTime = this.#seconds;
    await this.#audio.play().catch((error: unknown) => {
      // Another clip, or a pause, came before it began.
      if (error instanceof DOMException && error.name === 'AbortError') return;
      this.#failure = 'This browser cannot play the clip. Download it instead.';
      this.#changed();
    });
  }

  /** Puts the clip of another step in the place of the one that plays. */
  replace(key: string, clip: Blob): void {
    if (this.playing === key) void this.play(key, clip);
  }

  pause(): void {
    this.#audio.pause();
  }

  seek(seconds: number): void {
    this.#seconds = seconds;
    if (this.#key !== undefined) this.#audio.currentTime = seconds;
    this.#changed();
  }

  /** Forgets the clip; the place stays. */
  stop(): void {
    this.#audio.pause();
    this.#audio.removeAttribute('src');
    if (this.#url !== undefined) URL.revokeObjectURL(this.#url);
    this.#url = this.#key = undefined;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  #changed(): void {
    if (!this.#audio.paused) this.#seconds = this.#audio.currentTime;
    for (const listener of this.#listeners) listener();
    if (!this.#audio.paused && this.#frame === 0)
      this.#frame = requestAnimationFrame(() => {
        this.#frame = 0;
        this.#changed();
      });
  }
}
