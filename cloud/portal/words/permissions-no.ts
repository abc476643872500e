import type { Worded } from "../../../ui/worded.ts";
import type { PERMISSIONS_EN } from "./permissions-en.ts";

/** Who has access, in Norwegian. */
export const PERMISSIONS_NO: Worded<typeof PERMISSIONS_EN> = {
  permissions: {
    title: "Tilganger",
    intro: "Hvem som har tilgang, og hva de kan gjøre.",
    noSwitch: "Å gi tilgang låser ikke laderne: om strøm krever autorisering, bestemmes under",
    noSwitchPlace: "Innstillinger → Autentisering",
    chargerOnly: "Det som gis her, gjelder bare denne laderen, og åpner ingen annen i installasjonen.",

    list: "Personer og partnere",
    who: "Hvem",
    role: "Rolle",
    where: "Hvor",
    until: "Til",
    since: "Siden",
    actions: "Endre eller trekk tilbake",
    whole: "Overalt her",
    onlyAt: (charger) => `Bare ${charger}`,
    inherited: "Fra installasjonen",
    inheritedChange: "Endre det der",
    partner: "Partner",
    key: (key) => `Oppslagsnøkkel ${key}`,
    noEnd: "Ingen slutt",
    given: (by) => `av ${by}`,
    you: "Du",

    change: "Endre",
    changeOf: (name) => `Endre tilgangen til ${name}`,
    changed: (name) => `Tilgangen til ${name} er endret.`,
    withdraw: "Trekk tilbake",
    withdrawOf: (name) => `Trekk tilbake tilgangen til ${name}`,
    withdrawAsk: (name, role, place) =>
      `${name} er ikke lenger ${role.toLowerCase()} i ${place}. Kort og koder slutter å virke der med én gang.`,
    withdrawPartnerAsk: (name, role, place) =>
      `Ingen medlemmer av ${name} er lenger ${role.toLowerCase()} i ${place}.`,
    withdrawn: (name) => `Tilgangen til ${name} er trukket tilbake.`,
    regranted: (name) => `${name} har tilgang igjen.`,
    lastOwner:
      "Noen må eie den. Gjør først en annen person til eier, eller overdra installasjonen under Overdra eierskap.",
    roleBad: "Velg en av disse rollene.",
    groupOwner: "Bare personer kan være eier. Velg en annen rolle for en partner.",
    untilBad: "Velg en dag som ikke er forbi. En eier har ingen sluttdato.",

    invited: "Invitert",
    invitedNone: "Ingen har en invitasjon som venter.",
    invitedOn: "Invitert",
    linkUntil: "Lenken gjelder til",
    linkExpired: "Lenken har gått ut",
    again: "Send på nytt",
    takeBack: "Trekk tilbake",
    takeBackOf: (name) => `Trekk tilbake invitasjonen til ${name}`,
    takeBackAsk: (name) => `Lenken som ${name} fikk, gjelder ikke lenger.`,
    takenBack: (name) => `Invitasjonen til ${name} er trukket tilbake.`,

    invite: "Inviter en person",
    inviteIntro: "De får en lenke på e-post: for å registrere seg, eller godta med kontoen de har.",
    name: "Navn",
    nameBad: "Skriv et navn, med høyst 100 tegn.",
    email: "E-postadresse",
    emailBad: "Dette er ingen e-postadresse. Skriv den som navn@example.org.",
    roleOf: "Rolle",
    roleMeans: {
      owner: "Styrer alt, ser loggen og bestemmer hvem som har tilgang.",
      user: "Kan lade: med kort, med PIN-kode eller fra portalen.",
      service: "Styrer oppsett og innstillinger. Kan ikke lade, og kan ikke gi tilgang.",
    },
    untilHint: "Gjelder ut den dagen. La feltet stå tomt for ingen slutt.",
    send: "Send invitasjonen",
    sent: (name, email) => `En invitasjon er på vei til ${name} (${email}).`,
    tooMany: "For mange invitasjoner venter allerede. Trekk noen tilbake først.",
    tooManyMails: "Det er sendt for mye e-post i dag. Prøv igjen i morgen.",

    addPartner: "Legg til en partner",
    partnerIntro:
      "En installatør eller betalingsoperatør har en oppslagsnøkkel på fire bokstaver eller sifre. De finner den på siden til gruppen sin.",
    lookup: "Oppslagsnøkkel",
    search: "Søk",
    keyBad: "En oppslagsnøkkel har fire bokstaver eller sifre.",
    noGroup: "Ingen gruppe har denne nøkkelen. Spør partneren en gang til.",
    tooManyTries: "Det er prøvd for mange nøkler. Prøv igjen om noen minutter.",
    found: "Funnet",
    level: "Tilgang for alle medlemmene",
    partnerMeans: {
      user: "Medlemmene kan lade.",
      service: "Medlemmene ser ladehistorikken, og styrer oppsett og innstillinger. De kan ikke lade.",
    },
    saveFor: (name) => `Gi ${name} tilgang`,
    partnerSaved: (name, role) => `${name} har tilgang som ${role.toLowerCase()}.`,
    otherKey: "Søk etter en annen nøkkel",

    transfer: "Overdra eierskap",
    transferIntro: "Gi hele installasjonen videre til noen andre.",
  },
};
