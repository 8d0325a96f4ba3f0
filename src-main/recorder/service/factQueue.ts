import { messageOf } from '#shared/domain/errors.ts';
import type { RecorderFact } from '#main/app/ports/index.ts';
import type { KeptFact } from './messages.ts';

/** Keeps one fact; rejects when it could not be kept just now. */
export type FactKeeper = (fact: RecorderFact, factId: string) => Promise<void>;

interface Deps {
  keep: FactKeeper;
  ack: (factId: string) => void;
  onTrouble: (text: string, more: object) => void;
}

const againAfterMs = 1000;

/** Facts one after the other, each until it is kept: nothing that comes later may overtake it. */
export class FactQueue {
  readonly #d: Deps;
  #facts: KeptFact[] = [];
  #working: Promise<void> | null = null;
  #ended = false;

  constructor(deps: Deps) {
    this.#d = deps;
  }

  add(fact: KeptFact): void {
    this.#facts.push(fact);
    this.#working ??= this.#work().finally(() => { this.#working = null; });
  }

  /** A new connection tells everything again that has not been acknowledged. */
  clear(): void {
    this.#facts = [];
  }

  /** Resolves when everything told so far is kept. */
  empty = async (): Promise<void> => { await this.#working; };

  end(): void {
    this.#ended = true;
    this.clear();
  }

  async #work(): Promise<void> {
    for (let next = this.#facts[0]; next !== undefined && !this.#ended; next = this.#facts[0]) {
      if (await this.#kept(next)) {
        this.#d.ack(next.factId);
        if (this.#facts[0] === next) this.#facts.shift();
      } else await new Promise((resolve) => { setTimeout(resolve, againAfterMs); });
    }
  }

  async #kept({ fact, factId }: KeptFact): Promise<boolean> {
    try {
      await this.#d.keep(fact, factId);
      return true;
    } catch (e) {
      this.#d.onTrouble('a fact was not kept and is tried again', { fact: fact.type, detail: messageOf(e) });
      return false;
    }
  }
}
