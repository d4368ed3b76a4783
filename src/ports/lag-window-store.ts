/** Keeps one small object a cluster: the lag window, its open incidents and its outbox, as bytes. */
export interface LagWindowStore {
  /** Undefined where nothing is stored yet. */
  load(): Promise<StoredWindow | undefined>;
  /**
   * Writes only if the stored object is still the one of `version` (undefined: only if there is none).
   * `contended` means another run wrote first and nothing was written.
   */
  save(bytes: Uint8Array, version: string | undefined): Promise<'saved' | 'contended'>;
}

export interface StoredWindow {
  readonly bytes: Uint8Array;
  /** Opaque; S3's ETag. */
  readonly version: string;
}
