import type { UnitConfig } from "../firmware/config/schema.ts";
import { JoinedFileError, readJoined, readJoining } from "../firmware/provision/joined-file.ts";
import type { Log } from "../hal/log.ts";
import { CommandError, EXIT } from "./exit-codes.ts";

/**
 * The configuration with the cloud that its unit has joined (`chargegate provision`), if it names none itself; which of the
 * two is used is logged.
 * @throws CommandError
 */
export async function withJoinedCloud(config: UnitConfig, log: Log): Promise<UnitConfig> {
  const joined = await readJoined(config.data).catch((error: unknown) => {
    throw asCommandError(error);
  });
  if (await readJoining(config.data).catch(() => "damaged"))
    throw new CommandError(
      EXIT.data,
      "this unit was just joining its cloud when that was broken off: run `chargegate provision` once more (it needs no token now)",
    );
  if (!joined) return config;
  if (config.cloud) {
    log.info("the cloud that charger.yaml names is used, and not the one that this unit has joined", {
      joined: joined.cloud,
    });
    return config;
  }
  if (joined.unit !== config.unit)
    throw new CommandError(
      EXIT.usage,
      `this data folder has joined its cloud as ${joined.unit}, but the configuration says unit: ${config.unit}: change it back, or provision it anew`,
    );
  const { url, username, password } = joined.broker;
  const address = new URL(url);
  address.username = encodeURIComponent(username);
  address.password = encodeURIComponent(password);
  log.info("the cloud that this unit has joined is used", { joined: joined.cloud });
  return { ...config, cloud: { url: address.href, installation: joined.installation } };
}

function asCommandError(error: unknown): unknown {
  return error instanceof JoinedFileError
    ? new CommandError(EXIT.data, `${error.code}: ${error.message}`)
    : error;
}
