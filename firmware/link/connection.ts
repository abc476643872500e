/** What happens on a connection to a broker. */
export interface ConnectionListener {
  /** Connected; nothing is subscribed yet. */
  up(): void;
  /** Connected no more. Told once for each `up`. */
  down(): void;
  message(topic: string, payload: Uint8Array, retained: boolean): void;
}

/** A connection to a broker that is sought again and again, for ever: its absence is a normal state. */
export interface Connection {
  start(listener: ConnectionListener): void;
  /** True when the broker has taken it (QoS 1); false when it could not be reached or did not answer in time. Never rejects. */
  publish(topic: string, payload: Uint8Array, retain: boolean): Promise<boolean>;
  /** True when the broker has granted all of them (QoS 1). Never rejects. */
  subscribe(topics: readonly string[]): Promise<boolean>;
  unsubscribe(topics: readonly string[]): Promise<boolean>;
  /** Disconnects in good order, within a deadline: the last will is not published. */
  stop(): Promise<void>;
}
