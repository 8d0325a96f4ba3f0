import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { roles, type Role } from '#shared/domain/actor.ts';
import { appError } from '#shared/domain/errors.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { SignedIn, SignIns } from './caller.ts';
import { hashPassword, passwordFits } from './passwords.ts';
import type { Clock, SettingStore, UserStore } from './ports/index.ts';

const lifeMs = 14 * 3_600_000;
const attemptsAllowed = 5;
const lockMs = 60_000;
/** More logins than this are not kept in mind once their minute is over. */
const attemptsRemembered = 1000;

const savedSchema = z.record(z.string(), z.object({ userId: z.string(), name: z.string(), role: z.enum(roles), expiresMs: z.number() }));
type Saved = z.infer<typeof savedSchema>;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Compared when the login is unknown, so that the answer takes as long as for a known one. */
const nobody = hashPassword(randomBytes(16).toString('hex'));

/**
 * Who is signed in. Tokens are kept as hashes and survive a restart of the console, so that after a
 * crash every window is back where it was without anybody typing a password in the middle of a hearing.
 */
export class Sessions implements SignIns {
  readonly #users: UserStore;
  readonly #settings: SettingStore;
  readonly #clock: Clock;
  readonly #localSecret: string;
  readonly #attempts = new Map<string, { count: number; untilMs: number }>();
  readonly #listeners = new Set<() => void>();
  #saved: Saved | null = null;

  /** `localSecret` stands in a file only the console's own operating-system user can read: scripts sign in with it. */
  constructor(users: UserStore, settings: SettingStore, clock: Clock, localSecret: string) {
    this.#users = users;
    this.#settings = settings;
    this.#clock = clock;
    this.#localSecret = localSecret;
  }

  async login(login: string, password: string): Promise<Result<SignedIn & { token: string }>> {
    const lockedMs = this.#countAttempt(login);
    if (lockedMs > 0) return err(appError('auth.locked', { params: { seconds: Math.ceil(lockedMs / 1000) } }));
    const user = (await this.#users.list()).find((u) => u.login === login && !u.disabled);
    const fits = await passwordFits(password, user?.passwordHash ?? (await nobody));
    if (!user || !fits) return err(appError('auth.wrong_credentials'));
    this.#attempts.delete(login);
    return ok(await this.open({ userId: user.userId, name: user.name, role: user.role }));
  }

  /**
   * How long this login is still locked; 0 when the password may be looked at. An attempt counts before it
   * is known how it ends: many guesses at once are as many guesses.
   */
  #countAttempt(login: string): number {
    const nowMs = this.#clock.nowMs();
    if (this.#attempts.size > attemptsRemembered) this.#forgetPast(nowMs);
    const before = this.#attempts.get(login);
    const recent = before && nowMs < before.untilMs ? before : { count: 0, untilMs: 0 };
    if (recent.count >= attemptsAllowed) return recent.untilMs - nowMs;
    this.#attempts.set(login, { count: recent.count + 1, untilMs: nowMs + lockMs });
    return 0;
  }

  #forgetPast(nowMs: number): void {
    for (const [login, { untilMs }] of this.#attempts) if (untilMs <= nowMs) this.#attempts.delete(login);
  }

  async open(who: { userId: string; name: string; role: Role }): Promise<SignedIn & { token: string }> {
    const token = randomBytes(32).toString('base64url');
    const saved = await this.#load();
    saved[sha256(token)] = { ...who, expiresMs: this.#clock.nowMs() + lifeMs };
    await this.#save(saved);
    return { ...who, token };
  }

  /** The sign-in a token stands for; null when it has ended, expired, or the person was barred. */
  async find(token: string): Promise<SignedIn | null> {
    const local = this.#local(token);
    if (local) return local;
    const found = (await this.#load())[sha256(token)];
    if (!found || found.expiresMs < this.#clock.nowMs()) return null;
    const user = (await this.#users.list()).find((u) => u.userId === found.userId);
    if (user && (user.disabled || user.role !== found.role)) return null;
    return { userId: found.userId, name: found.name, role: found.role, token };
  }

  async close(token: string): Promise<void> {
    const saved = await this.#load();
    delete saved[sha256(token)];
    await this.#end(saved);
  }

  /** The person was barred, or has another password or role: whoever is signed in as them signs in anew. */
  async closeAllOf(userId: string): Promise<void> {
    const saved = await this.#load();
    for (const [hash, session] of Object.entries(saved)) if (session.userId === userId) delete saved[hash];
    await this.#end(saved);
  }

  hasEnded({ token }: SignedIn): boolean {
    if (token === null) return false;
    const found = this.#saved?.[sha256(token)];
    return !found || found.expiresMs < this.#clock.nowMs();
  }

  onEnded(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ended first, then kept: what cannot be written down ends all the same. */
  async #end(saved: Saved): Promise<void> {
    for (const listener of this.#listeners) listener();
    await this.#save(saved);
  }

  /** `local:<secret>:<role>` */
  #local(token: string): SignedIn | null {
    const [kind, secret, role] = token.split(':');
    if (kind !== 'local' || !secret || !role || !(roles as readonly string[]).includes(role)) return null;
    if (!timingSafeEqual(Buffer.from(sha256(secret)), Buffer.from(sha256(this.#localSecret)))) return null;
    return { userId: 'local', name: 'local', role: role as Role, token: null };
  }

  async #load(): Promise<Saved> {
    if (this.#saved) return this.#saved;
    const parsed = savedSchema.safeParse(await this.#settings.get('sessions'));
    this.#saved = parsed.success ? parsed.data : {};
    return this.#saved;
  }

  async #save(saved: Saved): Promise<void> {
    const nowMs = this.#clock.nowMs();
    for (const [hash, session] of Object.entries(saved)) if (session.expiresMs < nowMs) delete saved[hash];
    this.#saved = saved;
    await this.#settings.set('sessions', saved);
  }
}
