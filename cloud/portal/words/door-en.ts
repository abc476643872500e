/** Before one is logged in, in English: log-in, reset, invitation, and the outbox of the development mode. */
export const DOOR_EN = {
  hero: {
    line: "Who charges here is up to you.",
    text: "Cards, codes and permissions reach every charger within a second, and go on working when the network does not.",
  },

  login: {
    title: "Log in",
    email: "E-mail address",
    password: "Password",
    submit: "Log in",
    forgotten: "Forgotten your password?",
    noAccount: "No account yet? Whoever owns a charger can invite you: you get a link by e-mail.",
    nobody:
      "Nobody has an account here yet. The link for the first one comes from where the portal runs: chargegate cloud invite",
    wrong: "That e-mail address and that password do not belong together. Try again.",
    busy: "Many people are logging in right now. Try again in a moment.",
    locked: (minutes: number) =>
      `Too many wrong tries. Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`,
    said: {
      out: "You are logged out.",
      ended: "You are no longer logged in. Log in again to go on; nothing of your last form was changed.",
      reset: "Your new password is set. Log in with it.",
      everywhere: "You are logged out everywhere.",
    },
  },

  passwords: {
    hint: "At least 10 characters. A few words in a row are easy to remember and hard to guess.",
    problems: {
      "password-too-short": "A password has at least 10 characters.",
      "password-too-long": "A password has at most 200 characters.",
      "password-too-simple": "This is among the first that anyone would try. Choose another one.",
      "password-is-known": "This is little more than your name or e-mail address. Choose another one.",
    },
    different: "The two were not the same. Type the new password twice.",
    busy: "Many people are logging in right now, so nothing was changed. Try again in a moment.",
  },

  forgotten: {
    title: "Forgotten your password?",
    intro: "Type the e-mail address of your account. You get a link with which you choose a new password.",
    submit: "Send me the link",
    bad: "This is no e-mail address. Type it as name@example.org.",
    sent: "Look into your mailbox",
    sentText: (email: string) =>
      `If ${email} has an account here, a link is on its way. It is good for an hour, and once.`,
    nothing: "Nothing came? Look among unwanted mail, or try again with another address.",
    locked: (minutes: number) =>
      `Too many links were asked for from here. Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`,
    toLogin: "Back to the log-in",
  },

  reset: {
    title: "Choose a new password",
    intro: "Whoever is logged in with the old one is logged out.",
    next: "New password",
    again: "New password again",
    submit: "Set the password",
    expired: "This link is no longer good",
    expiredText: "It was used already, or is older than an hour. Ask for a new one.",
    askAnew: "Ask for a new link",
  },

  invitation: {
    title: (name: string) => `Welcome, ${name}`,
    from: (from: string, to: string) => `${from} invites you to ${to}.`,
    fromOperator: "You are invited to an account on this portal.",
    toInstallation: (name: string) => `the installation ${name}`,
    toCharger: (name: string, installation: string) => `the charger ${name} at ${installation}`,
    toGroup: (name: string) => `the group ${name}`,
    toAccount: "an account on this portal",
    asRole: (role: string) => `As ${role}`,
    roleMeans: {
      owner: "You manage everything there, and decide who else may.",
      user: "You may charge there, by card, by PIN or from this portal.",
      service: "You manage set-up and settings there. You cannot charge.",
    },
    groupMeans: "You may do what owners have granted to the group.",
    adminMeans: "You may do what owners have granted to the group, and manage its members and details.",
    accountMeans: "Then you can add your own installation and its chargers.",
    until: "Good until",
    newTitle: "Make your account",
    name: "Your name",
    nameBad: "Type your name, in at most 100 characters.",
    email: "E-mail address",
    password: "Choose a password",
    submit: "Sign up",
    privacy:
      "Your name and e-mail address are kept with your account, and what you charge with the chargers you use. Their owners see your name, your cards' first and last characters and your sessions, and nobody else does. Under My profile you can take all of it along, or have it erased.",
    haveAccount: "I have an account already",
    hasAccount: "There is an account with this e-mail address already. Log in with its password.",
    ownPassword: "Its password",
    logInAndAccept: "Log in and accept",
    acceptAs: (name: string) => `You are logged in as ${name}.`,
    accept: "Accept",
    another: (email: string, own: string) =>
      `This invitation is for ${email}, and you are logged in as ${own}. Log out first, or ask for one to your own address.`,
    logOutFirst: "Log out and go on",
    accepted: (to: string) => `You have access to ${to} now.`,
    acceptedAccount: "Your account is ready.",
    bad: {
      "not-found": {
        title: "This invitation is not known",
        text: "The link was not copied whole, or the invitation was withdrawn. Ask whoever invited you.",
      },
      "invitation-expired": {
        title: "This invitation has run out",
        text: "It was good for 14 days. Ask whoever invited you to send it again.",
      },
      "invitation-used": {
        title: "This invitation was accepted already",
        text: "Log in with your e-mail address and your password.",
      },
      "invitation-void": {
        title: "This invitation is no longer good",
        text: "Whoever sent it could not give that access any more. Ask an owner to invite you.",
      },
    },
  },

  outbox: {
    title: "Outbox",
    intro:
      "Development mode: there is no mail server, so mail is shown here instead of being sent. Whoever can open this portal can read it. Set a mail server before other people use it.",
    empty: "No mail yet. Invitations and links to new passwords are shown here.",
    to: "To",
    banner: "Development mode: mail is not sent, but shown in the",
  },
} as const;
