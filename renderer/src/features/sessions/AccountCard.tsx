import { Text } from '@mantine/core';
import type { AccountInfo } from '../../../../shared/accounts.ts';
import type { NamespaceDetail } from '../../../../shared/namespace-views.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { Fact, Facts, FactsCard } from '../../components/Facts.tsx';
import { formatTime } from '../../components/format.ts';
import { Name } from '../../components/Name.tsx';
import { useNow } from '../../components/use-now.ts';
import { verdictWords } from './verdict-words.ts';

export function AccountCard({ detail }: { detail: NamespaceDetail }) {
  const { account, verdict, state } = detail;
  const nowMs = useNow(30_000);
  const verdictMatters = state === 'present' || verdict.kind !== 'unknown';
  return (
    <FactsCard title="Account">
      {!account && (
        <Text size="sm" c="dimmed" mb={verdictMatters ? 'xs' : 0}>
          {state === 'present'
            ? 'This app does not know who signed in here. A check will tell.'
            : 'No account is known here.'}
        </Text>
      )}
      <Facts>
        {account && <AccountFacts account={account} />}
        {verdictMatters && (
          <Fact label="Telegram">
            <span title={verdict.kind === 'unknown' ? undefined : formatTime(verdict.checkedAt)}>
              {verdictWords(verdict, nowMs)}
            </span>
          </Fact>
        )}
      </Facts>
    </FactsCard>
  );
}

function AccountFacts({ account }: { account: AccountInfo }) {
  return (
    <>
      <Fact label="Name">
        <Name of={account.name} />
      </Fact>
      <Fact label="Username">{account.username ? `@${visibleText(account.username)}` : '—'}</Fact>
      {!account.isBot && <Fact label="Phone">{account.maskedPhone ?? '—'}</Fact>}
      <Fact label="ID">{account.id}</Fact>
      <Fact label="Kind">{account.isBot ? 'Bot' : 'User'}</Fact>
      <Fact label="Data centre">DC {account.dcId}</Fact>
    </>
  );
}
