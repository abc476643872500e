// @ts-check
import { followChanges } from "../../../ui/browser/live.js";
import { showLocalTimes } from "../../../ui/browser/local-times.js";
import { followDrags } from "./drag.js";
import { followForms } from "./gestures.js";
import { followKeys } from "./keys.js";

// Without this module the page works by its forms alone; with it, it is live.
showLocalTimes();
followForms();
followKeys();
followDrags();
followChanges("/events");
