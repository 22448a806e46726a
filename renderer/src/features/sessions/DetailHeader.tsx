import { ActionIcon, Button, Group, Menu, Title } from '@mantine/core';
import { IconCopy, IconDots, IconEraser, IconTerminal2 } from '@tabler/icons-react';
import type { NamespaceDetail } from '../../../../shared/namespace-views.ts';
import { Name } from '../../components/Name.tsx';
import { useNamespaces } from '../../stores/namespaces.ts';
import type { Attempt } from '../../stores/sign-in.ts';
import classes from './Detail.module.css';
import { actionLabels, type DetailAction, otherActions, primaryAction } from './primary-action.ts';
import { copyUri, forgetName, runAction, showConnectorLines } from './run-action.ts';
import { StatusBadge } from './StatusBadge.tsx';
import { statusOf } from './status.ts';

interface DetailHeaderProps {
  detail: NamespaceDetail;
  attempt: Attempt | null;
  busy: boolean;
}

export function DetailHeader({ detail, attempt, busy }: DetailHeaderProps) {
  const checking = useNamespaces((state) => state.checking.has(detail.name));
  const primary = primaryAction(detail, attempt);
  const run = (action: DetailAction) => runAction(action, detail, attempt);
  const forgettable = detail.state === 'missing' || detail.state === 'missing-or-forbidden';
  return (
    <div className={classes.header}>
      <div className={classes.heading}>
        <Title order={1} className={classes.name}>
          <Name of={detail.name} />
        </Title>
        <StatusBadge status={statusOf(detail)} />
      </div>
      <Group gap="xs" wrap="nowrap">
        <Button loading={busy && !checking} disabled={checking} onClick={() => run(primary)}>
          {checking ? 'Checking…' : actionLabels[primary]}
        </Button>
        <Menu position="bottom-end" width={220}>
          <Menu.Target>
            <ActionIcon size={36} variant="default" aria-label="More actions">
              <IconDots size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {otherActions(detail, attempt).map((action) => (
              <Menu.Item key={action} disabled={checking} onClick={() => run(action)}>
                {actionLabels[action]}
              </Menu.Item>
            ))}
            <Menu.Item leftSection={<IconCopy size={15} />} onClick={() => void copyUri(detail.name)}>
              Copy S3 URI
            </Menu.Item>
            <Menu.Item
              leftSection={<IconTerminal2 size={15} />}
              onClick={() => showConnectorLines(detail.name)}
            >
              Connector’s .env lines
            </Menu.Item>
            {forgettable && (
              <Menu.Item leftSection={<IconEraser size={15} />} onClick={() => void forgetName(detail.name)}>
                Remove from the list
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      </Group>
    </div>
  );
}
