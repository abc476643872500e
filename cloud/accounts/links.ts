/** Links that stand in mails, and so in letters that cannot be called back: a path here is never changed. */
export const LINKS = {
  invitation: (origin: string, token: string) => `${origin}/invitation/${token}`,
  reset: (origin: string, token: string) => `${origin}/reset/${token}`,
  email: (origin: string, token: string) => `${origin}/profile/email/${token}`,
  transfer: (origin: string, token: string) => `${origin}/transfer/${token}`,
} as const;
