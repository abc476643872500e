import { spawn } from "node:child_process";
import type { Log } from "../hal/log.ts";

/**
 * Talks to the service manager (sd_notify(3)) through `systemd-notify`: Node has no datagram sockets of its own. Without
 * a service manager it does nothing.
 */
export class ServiceManager {
  readonly #active = process.env["NOTIFY_SOCKET"] !== undefined;
  readonly #log: Log;
  #timer: NodeJS.Timeout | null = null;
  #warned = false;

  constructor(log: Log) {
    this.#log = log;
  }

  /** The unit works. Starts the watchdog's pulses if one was asked for (WatchdogSec); they stop when the event loop does. */
  ready(): void {
    this.#notify("READY=1");
    const microseconds = Number(process.env["WATCHDOG_USEC"]);
    if (!this.#active || !(microseconds > 0)) return;
    this.#timer = setInterval(() => this.#notify("WATCHDOG=1"), microseconds / 3000);
    this.#notify("WATCHDOG=1");
  }

  /** What the unit is doing, for `systemctl status`. */
  status(text: string): void {
    this.#notify(`STATUS=${text}`);
  }

  stopping(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#notify("STOPPING=1");
  }

  #notify(message: string): void {
    if (!this.#active) return;
    const child = spawn("systemd-notify", [message], { stdio: "ignore", timeout: 2000 });
    child.unref();
    child.on("error", (error) => {
      if (this.#warned) return;
      this.#warned = true;
      this.#log.warn("the service manager cannot be told: is systemd-notify installed?", {
        error: error.message,
      });
    });
  }
}
