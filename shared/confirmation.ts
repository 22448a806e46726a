import type { SessionConflict } from './conflicts.ts';
import type { Leftover, ShownSession } from './held-sessions.ts';
import type { UnsavedAtQuit } from './quit.ts';
import { visibleText } from './visible-text.ts';

/** The profile that a question is about, as main knows it. */
export interface ProfileFacts {
  name: string;
  /** Endpoint, region and bucket. */
  place: string;
}

/** A stored object that would be replaced; the fingerprint is null where it holds no usable session. */
export interface ReplacedObject {
  fingerprint: string | null;
}

/** Every decision that main lets the operator confirm outside of the main window. Main alone fills in the facts. */
export type Question =
  | { kind: 'sign-in-over'; namespace: string; stored: ReplacedObject | null; waiting: string | null }
  | { kind: 'put-ours'; namespace: string; conflict: SessionConflict }
  | { kind: 'keep-theirs'; namespace: string; conflict: SessionConflict }
  | { kind: 'check'; sessions: readonly ShownSession[] }
  | { kind: 'export'; to: 'file' | 'clipboard'; namespace: string; fingerprint: string | null }
  | { kind: 'copy-secrets'; namespace: string; profile: ProfileFacts }
  | { kind: 'discard-waiting'; session: ShownSession }
  | { kind: 'discard-leftover'; leftover: Pick<Leftover, 'kind' | 'namespace' | 'fingerprint'> }
  | { kind: 'discard-at-quit'; sessions: readonly UnsavedAtQuit[] }
  | { kind: 'restore'; namespace: string; restored: string; replaced: ReplacedObject | null }
  | { kind: 'let-go'; namespace: string; ours: string; stored: ReplacedObject | null }
  | { kind: 'remove-profile'; profile: ProfileFacts }
  | {
      kind: 'use-credentials';
      profile: ProfileFacts;
      /** Null where it is the default chain. */
      awsProfile: string | null;
      /** The address of the store's proxy, or null without one. */
      proxy: string | null;
    }
  | { kind: 'replace-passphrase' };

/** Everything that the confirmation window shows. */
export interface ConfirmationView {
  title: string;
  facts: readonly { label: string; value: string }[];
  /** All that the decision is about, where that is more than one thing. */
  names: readonly string[];
  paragraphs: readonly string[];
  warning: string | null;
  /** Must be ticked. */
  pledge: string | null;
  /** Must be typed. */
  phrase: { label: string; text: string } | null;
  /** The button that confirms. */
  action: string;
  /** It takes something away for good, so that the button is red. */
  destructive: boolean;
}

/** The operator's answer in the confirmation window. */
interface ConfirmationAnswer {
  confirmed: boolean;
  pledged: boolean;
  typed: string;
}

/** The only door between main and the confirmation window. The main window has none of it. */
export interface ConfirmationBridge {
  view(): Promise<ConfirmationView>;
  /** Shows the window in the height that its page needs, in CSS pixels. Resolves once the question may be confirmed. */
  show(heightPx: number): Promise<void>;
  answer(answer: ConfirmationAnswer): void;
}

/** Why nothing was confirmed: the operator said no, answers another question, or could not be asked. */
export type NotConfirmed = 'not-confirmed' | 'confirmation-open' | 'confirmation-failed';

/** Whether the phrase was typed, as it is stored or as it is shown. */
export function isPhrase(typed: string, phrase: string): boolean {
  return asShown(typed) === asShown(phrase);
}

function asShown(text: string): string {
  return visibleText(text).normalize('NFC');
}
