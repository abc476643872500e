import type { MailWords } from "./mail-words.ts";

/** The mails in English. */
export const MAILS_EN: MailWords = {
  hello: (name) => `Hello ${name},`,
  goodbye: "ChargeGate",
  invitation: {
    toAccount: "You are invited to ChargeGate",
    toInstallation: (from, installation) => `${from} gives you access to the installation “${installation}”`,
    toCharger: (from, charger, installation) =>
      `${from} gives you access to the charger “${charger}” at “${installation}”`,
    toGroup: (from, group) => `${from} invites you to the group “${group}”`,
    operator: "The operator of ChargeGate",
    roles: {
      owner: "You will be an owner: you may manage everything, and give access to others.",
      user: "You will be a user: you may charge there, with the app account or with a card of your own.",
      service: "You will have service access: you may change set-up and settings, but not charge.",
    },
    admin: "You will be an administrator: you may change the group and its members.",
    member: "You will be a member: you may do what the group was given access to.",
    how: "To accept, open this link, and sign up or log in:",
    until: (date) => `The link is good once, until ${date}.`,
    unwanted:
      "Do you not know what this is about? Then do nothing: without you, nothing happens. Do not pass the link on.",
  },
  transfer: {
    subject: (from, installation) => `${from} hands the installation “${installation}” over to you`,
    what: "As its new owner you manage its chargers, cards and users, and decide who has access.",
    how: "To accept or decline, open this link, and sign up or log in:",
    until: (date) => `The link is good once, until ${date}.`,
    unwanted:
      "Do you not know what this is about? Then do nothing: without you, nothing changes. Do not pass the link on.",
  },
  reset: {
    subject: "A new password for ChargeGate",
    how: "Somebody, you we hope, wants a new password for your account. To set one, open this link:",
    life: "The link is good once, for one hour.",
    unwanted: "Was it not you? Then do nothing: your password stays as it is. Do not pass the link on.",
  },
  passwordChanged: {
    subject: "Your ChargeGate password was changed",
    what: "The password of your account was changed. Everybody who was logged in elsewhere is logged out.",
    unwanted:
      "Was it not you? Then set a new password at once, by “Forgot your password?” on the login page:",
  },
  confirmEmail: {
    subject: "Confirm your new e-mail address",
    how: "This address is to be the one of your ChargeGate account. To confirm it, open this link while you are logged in:",
    life: "The link is good once, for one hour.",
    unwanted: "Is that not your account? Then do nothing: without you, nothing changes.",
  },
  emailChanged: {
    subject: "The e-mail address of your ChargeGate account was changed",
    what: "Your account has another e-mail address now. From now on you log in with that one, and letters go there.",
    unwanted: "Was it not you? Then turn to the support of ChargeGate at once:",
  },
};
