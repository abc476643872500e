import type { CardPicture, CloudEntryPicture, CloudPicture } from "../../../sim/world/picture.ts";

/** A cloud in memory: its link, its list, and how many records have come. */
export class FakeCloud {
  entries: CloudEntryPicture[] = [
    { id: "04A1B2C3", kind: "card", user: "Ann", status: "active", expires: null },
    { id: "11223344", kind: "card", user: "Bo", status: "blocked", expires: null },
    { id: "55667788", kind: "card", user: "Old", status: "active", expires: Date.UTC(2020, 0, 1) },
    { id: "#…", kind: "pin", user: "Guest", status: "active", expires: null },
  ];
  request: CloudPicture["request"] = null;
  /** The newest record's number. */
  seq = 0;
  #link: CloudPicture["link"] = "online";
  #version = 1;
  #unitVersion = 1;
  #received = 0;

  get link(): CloudPicture["link"] {
    return this.#link;
  }

  get version(): number {
    return this.#version;
  }

  picture(): CloudPicture {
    const inStep = this.#version === this.#unitVersion;
    return {
      kind: "own",
      link: this.#link,
      unitOnline: this.#link === "online",
      list: {
        version: this.#version,
        entries: this.entries,
        unit: { version: this.#unitVersion, count: this.entries.length, inStep },
      },
      records: { received: this.#received, waiting: this.seq - this.#received },
      request: this.request,
    };
  }

  /** The number of one more record. */
  record(): number {
    this.seq += 1;
    this.#catchUp();
    return this.seq;
  }

  has(seq: number): boolean {
    return seq <= this.#received;
  }

  switchLink(link: CloudPicture["link"]): void {
    this.#link = link;
    this.#catchUp();
  }

  listed(uid: string, now: number): Pick<CardPicture, "listed" | "user"> {
    const entry = this.entries.find(({ id }) => id === uid);
    if (!entry) return { listed: "unknown", user: null };
    const expired = entry.expires !== null && entry.expires <= now;
    return { listed: expired ? "expired" : entry.status, user: entry.user };
  }

  /** Adds or changes an entry; the answer is what is wrong with it, or null. */
  set(id: string, user: string, status: "active" | "blocked"): string | null {
    const pin = id.startsWith("#");
    const plain = pin ? "#…" : id.replaceAll(" ", "").toUpperCase();
    if (!pin && !/^([0-9A-F]{8}|[0-9A-F]{14}|[0-9A-F]{20})$/.test(plain))
      return `expected 8, 14 or 20 hex digits, found ${plain.length}`;
    const at = this.entries.findIndex((each) => each.id === plain);
    const expires = this.entries[at]?.expires ?? null;
    const entry: CloudEntryPicture = { id: plain, kind: pin ? "pin" : "card", user, status, expires };
    this.#change(at < 0 ? [...this.entries, entry] : this.entries.with(at, entry));
    return null;
  }

  remove(id: string): void {
    this.#change(this.entries.filter((entry) => entry.id !== id));
  }

  #change(entries: CloudEntryPicture[]): void {
    this.entries = entries;
    this.#version += 1;
    this.#catchUp();
  }

  #catchUp(): void {
    if (this.#link === "offline") return;
    this.#received = this.seq;
    this.#unitVersion = this.#version;
  }
}
