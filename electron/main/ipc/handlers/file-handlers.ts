import type { FileProblem } from '../../../../shared/files.ts';
import { ok, type Result } from '../../../../shared/result.ts';
import type { Handlers } from '../requests.ts';

interface FileHandlerParts {
  problems: { list(): FileProblem[] };
  /** Those that the app reads at its start. */
  ownFiles: { tryAgain(): Promise<void> };
  /** Reads the selected profile's files anew, where it can be left. */
  reopen(): Promise<Result<null, 'profile-in-use' | 'sign-in-unanswered'>>;
}

type FileChannel = Extract<keyof Handlers, `files:${string}`>;

export function fileHandlers({ problems, ownFiles, reopen }: FileHandlerParts): Pick<Handlers, FileChannel> {
  return {
    'files:problems': async () => ok(problems.list()),

    'files:try-again': async () => {
      await ownFiles.tryAgain();
      // What the start could not read is all that stood in the way; else it is the profile's own.
      if (problems.list().every(({ essential }) => essential)) return ok(problems.list());
      const reopened = await reopen();
      return reopened.ok ? ok(problems.list()) : reopened;
    },
  };
}
