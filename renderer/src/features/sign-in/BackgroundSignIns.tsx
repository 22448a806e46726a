import { Button, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { useSignIn } from '../../stores/sign-in.ts';
import { type BackgroundNews, backgroundNews } from './background-news.ts';

/** Tells of the sign-ins that were left for later. */
export function BackgroundSignIns() {
  useEffect(
    () =>
      useSignIn.subscribe(({ attempts, shownId }, earlier) => {
        for (const { view } of Object.values(earlier.attempts)) {
          const now = attempts[view.attemptId]?.view;
          if (!now || now.attemptId === shownId) notifications.hide(view.attemptId);
          else {
            const news = backgroundNews(view, now);
            if (news) tell(news, now.attemptId);
          }
        }
      }),
    [],
  );
  return null;
}

function tell({ title, text, colour, button }: BackgroundNews, attemptId: string): void {
  // The last news of an attempt replaces what was told before.
  notifications.hide(attemptId);
  notifications.show({
    id: attemptId,
    title,
    color: colour,
    autoClose: false,
    message: (
      <>
        <Text size="sm">{text}</Text>
        <Button
          mt="xs"
          size="compact-sm"
          variant="light"
          onClick={() => useSignIn.getState().show(attemptId)}
        >
          {button}
        </Button>
      </>
    ),
  });
}
