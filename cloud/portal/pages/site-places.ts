import type { CardId, ChargerId, InstallationId } from "../../database/ids.ts";
import { AT, chargerAt, installationAt } from "./places.ts";

/** The pages of one installation. */
export const installationPages = (id: InstallationId) => {
  const own = installationAt(id);
  return {
    overview: own,
    cards: `${own}/credentials`,
    pins: `${own}/credentials/pin-codes`,
    newPin: `${own}/credentials/pin-codes/new`,
    guests: `${own}/credentials/guest-codes`,
    groups: `${own}/credentials/stop-groups`,
    history: `${own}/history`,
    csv: `${own}/history.csv`,
    health: `${own}/health`,
    permissions: `${own}/permissions`,
    settings: `${own}/settings`,
    authentication: `${own}/settings/authentication`,
    circuits: `${own}/settings/circuits`,
    retention: `${own}/settings/retention`,
    newCharger: `${own}/chargers/new`,
  } as const;
};

/** The pages of one charger. */
export const chargerPages = (id: ChargerId) => {
  const own = chargerAt(id);
  return {
    overview: own,
    history: `${own}/history`,
    health: `${own}/health`,
    permissions: `${own}/permissions`,
    settings: `${own}/settings`,
    registration: `${own}/registration`,
    scan: `${own}/scan`,
  } as const;
};

/** One's own cards and charges, and what is kept of one. */
export const OWN = {
  history: AT.charging,
  cards: `${AT.charging}/cards`,
  addCard: `${AT.charging}/cards/add`,
  newInstallation: `${AT.installations}/new`,
  data: `${AT.profile}/data`,
} as const;
export const cardAt = (id: CardId) => `${OWN.cards}/${id}`;
