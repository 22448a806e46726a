import { visibleText } from '../../../shared/visible-text.ts';

/** A name that others gave: what cannot be seen in it is named, and the direction of its text ends with it. */
export function Name({ of, className }: { of: string; className?: string | undefined }) {
  return <bdi className={className}>{visibleText(of)}</bdi>;
}
