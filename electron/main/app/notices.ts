import { visibleText } from '../../../shared/visible-text.ts';

interface NoticeWords {
  title: string;
  body: string;
}

/** A notice of the system, for when nobody is looking at the window. */
export interface Notice extends NoticeWords {
  /** The same for anybody who passes by: it names nothing. */
  whileLocked: NoticeWords;
}

export function overwrittenNotice({ namespace, ours }: { namespace: string; ours: string }): Notice {
  return {
    title: `${visibleText(namespace)} was overwritten`,
    body: `The new session ${ours} is no longer in the bucket. Open the app to put it back.`,
    whileLocked: {
      title: 'A session was overwritten',
      body: 'It is no longer in the bucket. Unlock the app to put it back.',
    },
  };
}
