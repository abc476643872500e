import type { CloudParts } from "../parts.ts";
import type { AccountParts } from "./account-parts.ts";
import { Attempts } from "./attempts.ts";
import { Login } from "./login.ts";
import { Passwords } from "./passwords.ts";
import { Profile } from "./profile.ts";
import { Resets } from "./reset.ts";
import { Sessions } from "./sessions.ts";
import { SignUp } from "./sign-up.ts";

/** Everything that says who somebody is (B1). What they may do is said elsewhere (`cloud/access`). */
export interface Accounts {
  readonly attempts: Attempts;
  readonly passwords: Passwords;
  readonly sessions: Sessions;
  readonly login: Login;
  readonly resets: Resets;
  readonly signUp: SignUp;
  readonly profile: Profile;
}

/** @param options.passwords tests alone give others, which cost less */
export function makeAccounts(
  parts: CloudParts,
  { passwords = new Passwords(parts.random) }: { readonly passwords?: Passwords } = {},
): Accounts {
  const attempts = new Attempts(parts);
  const sessions = new Sessions(parts);
  const all: AccountParts = { ...parts, attempts, passwords, sessions };
  const login = new Login(all);
  return {
    attempts,
    passwords,
    sessions,
    login,
    resets: new Resets(all),
    signUp: new SignUp(all, login),
    profile: new Profile(all),
  };
}
