/** One open byte stream to a device. It is used once: after `lost` or `close` a new one is opened. */
export interface ByteLink {
  /** Queues bytes for sending. Never throws; a failure is reported as the link's loss. */
  write(bytes: Uint8Array): void;
  /** Ends the link. Resolves when the device is released; never rejects. `lost` is not called for it. */
  close(): Promise<void>;
}

/** What an open link tells its owner. */
export interface LinkListener {
  /** Bytes in arrival order, in chunks of any size. The array is the listener's to keep. */
  data(bytes: Uint8Array): void;
  /** The stream ended by itself: unplugged, hung up, reset. Called at most once. */
  lost(reason: string): void;
}

/** Makes one attempt to open a stream; rejects with an Error whose message tells a person why it failed. */
export type OpenLink = (listener: LinkListener) => Promise<ByteLink>;
