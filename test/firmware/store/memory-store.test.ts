import { MemoryStore } from "../../../firmware/store/memory-store.ts";
import { describeAnswers } from "./answers-contract.ts";
import { describeLimits } from "./limits-contract.ts";
import { INSTALLATION } from "./people.ts";
import { describePeople } from "./people-contract.ts";
import { describeStore } from "./store-contract.ts";

const open = async () => new MemoryStore({ keepRecords: 100, installation: INSTALLATION });

describeStore("in memory", open);
describeLimits("in memory", open);
describeAnswers("in memory", open);
describePeople("in memory", open);
