import { and, eq, isNull, lt, lte, sql } from "drizzle-orm";
import { mails } from "../database/schema/schema.ts";
import type { CloudParts } from "../parts.ts";
import type { Mail } from "./queue-mail.ts";

/** Hands a mail over to a mail server; rejects when that failed. */
export type SendMail = (mail: Mail) => Promise<void>;

type SenderParts = Pick<CloudParts, "db" | "vault" | "clock" | "listen" | "log">;

/** Milliseconds. */
const TIMES = {
  /** What a mail server has for one mail. Less than the first pause: a mail that is being sent is not claimed again. */
  deadline: 30_000,
  /** The first pause after a try; each further one is twice as long. */
  firstPause: 60_000,
  /** How often it looks, told or not: for what is to be tried again, and for what another process did not get to. */
  look: 30_000,
} as const;

const TRIES_AT_MOST = 10;
const LONGEST_PROBLEM = 500;

/**
 * Sends what is in the outbox: when it is told of mail, and by the clock. Several processes share the work: each claims one
 * mail at a time, by putting off its next try. A process that dies while it sends leaves the mail to that try, so in rare
 * cases somebody has it twice, never not at all.
 */
export class MailSender {
  readonly #parts: SenderParts;
  readonly #send: SendMail;
  #round: Promise<void> | null = null;
  #isToldAgain = false;
  #isStopped = false;
  #cancelLook = (): void => {};
  #deaf = (): Promise<void> => Promise.resolve();

  private constructor(parts: SenderParts, send: SendMail) {
    this.#parts = parts;
    this.#send = send;
  }

  static async start(parts: SenderParts, send: SendMail): Promise<MailSender> {
    const sender = new MailSender(parts, send);
    sender.#deaf = await parts.listen("chargegate_mail", () => sender.#wake());
    sender.#wake();
    return sender;
  }

  /** Takes no more; waits for what is under way. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelLook();
    await this.#deaf();
    await this.#round;
  }

  #wake(): void {
    if (this.#isStopped) return;
    if (this.#round) {
      this.#isToldAgain = true;
      return;
    }
    this.#cancelLook();
    this.#round = this.#sendAll()
      .catch((error: unknown) => this.#parts.log.warn("the outbox cannot be read", { error: String(error) }))
      .then(() => {
        this.#round = null;
        if (this.#isToldAgain) {
          this.#isToldAgain = false;
          this.#wake();
        } else if (!this.#isStopped)
          this.#cancelLook = this.#parts.clock.after(TIMES.look, () => this.#wake());
      });
  }

  async #sendAll(): Promise<void> {
    while (!this.#isStopped) {
      const mail = await this.#claim();
      if (!mail) return;
      await this.#try(mail);
    }
  }

  /** The mail that is due, counted as tried and put off; null: there is none. */
  async #claim(): Promise<typeof mails.$inferSelect | null> {
    const { db, clock } = this.#parts;
    const now = clock.now();
    const due = db
      .select({ id: mails.id })
      .from(mails)
      .where(and(isNull(mails.sentAt), lte(mails.nextTryAt, now), lt(mails.tries, TRIES_AT_MOST)))
      .orderBy(mails.nextTryAt)
      .limit(1)
      .for("update", { skipLocked: true });
    const pause = sql`${TIMES.firstPause}::float8 * power(2, ${mails.tries}) * interval '1 millisecond'`;
    const [claimed] = await db
      .update(mails)
      .set({
        tries: sql`${mails.tries} + 1`,
        nextTryAt: sql`${new Date(now).toISOString()}::timestamptz + ${pause}`,
      })
      .where(eq(mails.id, sql`(${due})`))
      .returning();
    return claimed ?? null;
  }

  async #try(mail: typeof mails.$inferSelect): Promise<void> {
    const { db, clock, log } = this.#parts;
    const failure = await this.#failureOf(mail);
    if (failure === null) {
      await db
        .update(mails)
        .set({ sentAt: clock.now(), nextTryAt: null, problem: null })
        .where(eq(mails.id, mail.id));
      return;
    }
    const isLast = mail.tries >= TRIES_AT_MOST;
    log.warn(isLast ? "a mail could not be sent, it is given up" : "a mail could not be sent, trying later", {
      mail: mail.id,
      tries: mail.tries,
      error: failure,
    });
    await db
      .update(mails)
      .set({ problem: failure, ...(isLast && { nextTryAt: null }) })
      .where(eq(mails.id, mail.id));
  }

  /** Sends it. @returns why that failed; null: it is sent */
  async #failureOf({ id, to, subject, bodySealed }: typeof mails.$inferSelect): Promise<string | null> {
    const { vault, clock } = this.#parts;
    let cancel = (): void => {};
    const tooLate = new Promise<string>((resolve) => {
      cancel = clock.after(TIMES.deadline, () => resolve("the mail server did not answer in time"));
    });
    const sent = async (): Promise<string | null> => {
      try {
        await this.#send({ to, subject, body: vault.open("mail", id, bodySealed).toString() });
        return null;
      } catch (error) {
        return (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_PROBLEM);
      }
    };
    const failure = await Promise.race([sent(), tooLate]);
    cancel();
    return failure;
  }
}
