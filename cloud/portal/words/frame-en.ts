/** What stands around every page, in English. */
export const FRAME_EN = {
  nav: {
    portal: "Portal",
    lost: "The connection to ChargeGate is lost. This page goes on as soon as it is back.",
    home: "Home",
    installations: "Installations",
    charging: "My charging",
    groups: "Groups",
    support: "Support",
    supportDesk: "Support cases",
    profile: "My profile",
    logOut: "Log out",
  },

  common: {
    save: "Save",
    cancel: "Cancel",
    close: "Close",
    edit: "Edit",
    remove: "Remove",
    add: "Add",
    undo: "Undo",
    back: "Back",
    never: "Never",
    none: "None",
    older: "Older",
    newest: "Newest",
    copy: "Copy",
    copied: "Copied",
    saved: "Saved.",
    nothingChanged: "Nothing was changed.",
    mend: "Something must be corrected before this can be saved. See the fields that are marked.",
  },

  place: {
    parts: {
      overview: "Overview",
      permissions: "Permissions",
      credentials: "Cards and PIN codes",
      history: "History",
      health: "Health",
      settings: "Settings",
      log: "Log",
    },
    roles: { owner: "Owner", user: "User", service: "Service" },
  },

  errors: {
    toHome: "To the first page",
    toLogin: "Log in",
    notFound: {
      title: "There is nothing here",
      text: "Either there never was, or it is not yours to see. Whoever owns it can give you access.",
    },
    forbidden: {
      title: "Not with your role",
      text: "You may see this, but not do that with it. An owner can do it, or give you another role.",
    },
    formTooOld: {
      title: "This form is too old",
      text: "You have logged in or out since it was opened, so nothing was changed. Go back, load the page anew, and send it again.",
    },
    unreadable: {
      title: "That could not be read",
      text: "The form did not arrive whole, so nothing was changed. Go back and send it again.",
    },
    tooLarge: { title: "That was too long", text: "No form here is that long. Nothing was changed." },
    tooOften: { title: "Too often", text: "That was tried too often. Wait a few minutes, then try again." },
    failed: {
      title: "That went wrong",
      text: "The fault is ours, and it was written down. Try again in a moment.",
    },
  },
} as const;
