import type { ChosenAuthority } from '../../../shared/profiles.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { type Authority, readAuthorityFile, viewOf } from './authority-file.ts';

/** CA files that the operator chose in main's own dialog. A profile is given one by its id, never by its text. */
export class AuthorityChoices {
  readonly #chosen = new Map<string, Authority>();

  constructor(
    private readonly createId: () => string,
    private readonly now: () => number,
  ) {}

  async fromFile(path: string): Promise<Result<ChosenAuthority, 'authority-refused'>> {
    const read = await readAuthorityFile(path, this.now);
    if (!read.ok) return read;
    const choiceId = this.createId();
    this.#chosen.set(choiceId, read.value);
    return ok({ choiceId, authority: viewOf(read.value) });
  }

  find(choiceId: string): Authority | undefined {
    return this.#chosen.get(choiceId);
  }
}
