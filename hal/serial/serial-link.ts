import { SerialPort } from "serialport";
import type { OpenLink } from "../link.ts";

/**
 * Opens a serial device 8N1 without flow control. Modem lines are left alone: ptys have none, and some adapters wire DTR
 * to the device's reset.
 *
 * @param path a device path; links such as /dev/serial/by-id/… are resolved anew at every opening
 * @param baudRate bits per second, for instance 115200
 */
export function serialLink(path: string, baudRate: number): OpenLink {
  return (listener) =>
    new Promise((resolve, reject) => {
      const port = new SerialPort({ path, baudRate, autoOpen: false, hupcl: false });
      let ended = false;
      const lose = (reason: string) => {
        if (ended) return;
        ended = true;
        listener.lost(reason);
      };
      port.on("data", (bytes: Buffer) => {
        if (!ended) listener.data(bytes);
      });
      port.on("error", (error) => lose(error.message));
      port.on("close", (error: Error | null | undefined) => lose(error?.message ?? "port closed"));
      port.open((error) => {
        if (error) {
          ended = true;
          reject(error);
          return;
        }
        resolve({
          write: (bytes) => {
            if (!ended) port.write(bytes);
          },
          close: () => {
            ended = true;
            return new Promise((done) => {
              if (!port.isOpen) done();
              else port.close(() => done());
            });
          },
        });
      });
    });
}
