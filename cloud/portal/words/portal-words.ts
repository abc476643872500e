import type { Language } from "../../../ui/language.ts";
import type { Worded } from "../../../ui/worded.ts";
import { AUDIT_EN } from "./audit-en.ts";
import { AUDIT_NO } from "./audit-no.ts";
import { DOOR_EN } from "./door-en.ts";
import { DOOR_NO } from "./door-no.ts";
import { FRAME_EN } from "./frame-en.ts";
import { FRAME_NO } from "./frame-no.ts";
import { GROUPS_EN } from "./groups-en.ts";
import { GROUPS_NO } from "./groups-no.ts";
import { PERMISSIONS_EN } from "./permissions-en.ts";
import { PERMISSIONS_NO } from "./permissions-no.ts";
import { PROFILE_EN } from "./profile-en.ts";
import { PROFILE_NO } from "./profile-no.ts";
import { SUPPORT_EN } from "./support-en.ts";
import { SUPPORT_NO } from "./support-no.ts";
import { TRANSFER_EN } from "./transfer-en.ts";
import { TRANSFER_NO } from "./transfer-no.ts";

/** One file for each part of the portal and language; a text that is missing or too many does not compile. */
const ENGLISH = {
  ...FRAME_EN,
  ...DOOR_EN,
  ...PROFILE_EN,
  ...PERMISSIONS_EN,
  ...GROUPS_EN,
  ...TRANSFER_EN,
  ...SUPPORT_EN,
  ...AUDIT_EN,
} as const;
const NORWEGIAN: Worded<typeof ENGLISH> = {
  ...FRAME_NO,
  ...DOOR_NO,
  ...PROFILE_NO,
  ...PERMISSIONS_NO,
  ...GROUPS_NO,
  ...TRANSFER_NO,
  ...SUPPORT_NO,
  ...AUDIT_NO,
};

/** The words of the portal in one language. What other faces say, too, is in `ui/words.ts`. */
export type PortalWords = Worded<typeof ENGLISH>;

export const PORTAL_WORDS: Readonly<Record<Language, PortalWords>> = { en: ENGLISH, no: NORWEGIAN };
