import { MemoryStore } from "../../../firmware/store/memory-store.ts";
import { INSTALLATION } from "./people.ts";
import { describeStore } from "./store-contract.ts";

describeStore("in memory", async () => new MemoryStore({ keepRecords: 100, installation: INSTALLATION }));
