import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './OpeningPage.module.css';

interface OpeningPageProps {
  /** Above everything else. */
  notices?: ReactNode;
  icon?: ReactNode;
  title: string;
  /** Says in a few lines what the page is for. */
  lead: string;
  children: ReactNode;
}

/** A page in place of the whole window, for what must be settled before there is anything to work with. */
export function OpeningPage({ notices, icon, title, lead, children }: OpeningPageProps) {
  return (
    <main className={classes.page}>
      <div className={classes.column}>
        {notices}
        <div>
          {icon}
          <Title order={1} className={classes.title}>
            {title}
          </Title>
          <Text className={classes.lead}>{lead}</Text>
        </div>
        {children}
      </div>
    </main>
  );
}
