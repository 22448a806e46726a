import { UnstyledButton } from '@mantine/core';
import { IconFileImport, IconPencil, IconTerminal2 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { OpeningPage } from '../../components/OpeningPage.tsx';
import { importProfile, newProfile } from './import-profile.ts';
import classes from './Welcome.module.css';

/** First run: there is no profile yet. */
export function Welcome({ notices }: { notices: ReactNode }) {
  return (
    <OpeningPage
      notices={notices}
      title="Welcome to Telegram Connector Admin"
      lead="Sign bots and accounts in here. Each session is stored in S3 under its namespace, where the connector finds it when it starts. Begin with a profile: the bucket and the Telegram API ID of one environment."
    >
      <div className={classes.ways}>
        <Way
          icon={<IconFileImport aria-hidden />}
          title="Import the connector’s .env"
          text="Reads AWS_S3_SESSION_BUCKET, API_ID and the related variables from the file that the connector uses."
          onClick={() => void importProfile('file')}
        />
        <Way
          icon={<IconPencil aria-hidden />}
          title="Enter by hand"
          text="Bucket, credentials and API ID. API ID 0 gives synthetic accounts to try things out."
          onClick={newProfile}
        />
      </div>
      <UnstyledButton className={classes.minor} onClick={() => void importProfile('environment')}>
        <IconTerminal2 size={16} aria-hidden /> Import from this computer’s environment variables
      </UnstyledButton>
    </OpeningPage>
  );
}

interface WayProps {
  icon: ReactNode;
  title: string;
  text: string;
  onClick: () => void;
}

function Way({ icon, title, text, onClick }: WayProps) {
  return (
    <UnstyledButton className={classes.way} aria-label={title} onClick={onClick}>
      <span className={classes.icon}>{icon}</span>
      <span className={classes.wayTitle}>{title}</span>
      <span className={classes.wayText}>{text}</span>
    </UnstyledButton>
  );
}
