import { BuiltPackage } from "../../bench/built.ts";

/** The processes under test are those of the package as it is installed: they start in a third of the time that sources take. */
export default function setup(): () => void {
  const built = new BuiltPackage();
  process.env["CHARGEGATE_CLI"] = built.cli;
  return () => built.remove();
}
