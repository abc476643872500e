// @ts-check
import { followDrags } from "./drag.js";
import { followForms } from "./gestures.js";
import { followKeys } from "./keys.js";
import { followWorld } from "./live.js";
import { showLocalTimes } from "./local-times.js";

// Without this module the page works by its forms alone; with it, it is live.
showLocalTimes();
followForms();
followKeys();
followDrags();
followWorld();
