/** One's own account, in English. */
export const PROFILE_EN = {
  profile: {
    title: "My profile",
    intro: "Your account, and who is logged in with it.",
    about: "About you",
    name: "Name",
    nameHint: "As owners of chargers see it where you have access.",
    nameBad: "Type your name, in at most 100 characters.",
    language: "Language",
    languageHint: "Of these pages, and of mail to you.",
    saved: "Your profile is saved.",

    email: "E-mail address",
    emailNow: "Now",
    emailNew: "New e-mail address",
    emailHint: "You get a link there; the address changes when you follow it.",
    emailBad: "This is no e-mail address. Type it as name@example.org.",
    emailSubmit: "Send a link there",
    emailSent: (email: string) => `A link is on its way to ${email}. It is good for an hour.`,
    emailConfirmTitle: "Confirm your new e-mail address",
    emailConfirm: (name: string) =>
      `From now on ${name} logs in with the address that this link was sent to.`,
    emailConfirmSubmit: "Use this address",
    emailChanged: (email: string) => `Your e-mail address is ${email} now.`,
    emailExpired: "This link is no longer good. Ask for a new one here.",
    emailTaken: "That address has an account of its own, so yours keeps the one it has.",

    password: "Password",
    passwordForEmail: "Your password",
    passwordOld: "Current password",
    passwordNext: "New password",
    passwordAgain: "New password again",
    passwordSubmit: "Change the password",
    passwordChanged: "Your new password is set. Whoever else was logged in is logged out.",
    passwordWrong: "That is not your password.",
    locked: (minutes: number) =>
      `Too many wrong tries. Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`,

    sessions: "Where you are logged in",
    sessionsNote: "If you do not know one of these, log it out and choose a new password.",
    browser: "Browser",
    from: "From",
    lastUsed: "Last used",
    since: "Since",
    thisOne: "This one",
    end: "Log out",
    ended: "That browser is logged out.",
    notThere: "It was logged out already.",
    endOthers: "Log out everywhere else",
    endedOthers: (n: number) =>
      n === 0
        ? "You were logged in nowhere else."
        : `${n} ${n === 1 ? "browser is" : "browsers are"} logged out. You are still logged in here.`,
    endAll: "Log out everywhere",
    endAllAsk: "You are logged out in every browser, this one included.",
    browserOn: (browser: string, system: string) => `${browser} on ${system}`,
    unknownBrowser: "Unknown browser",
  },
} as const;
