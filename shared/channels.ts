import type { Channel, EventName } from './ipc.ts';

/** Names alone, so that the sandboxed preload needs no schema library. A missing or extra name does not compile. */
const channelNames: Record<Channel, true> = {
  'app:info': true,
  'files:problems': true,
  'files:try-again': true,
  'profiles:list': true,
  'profiles:save': true,
  'profiles:remove': true,
  'profiles:select': true,
  'profiles:import': true,
  'profiles:test': true,
  'profiles:choose-authority': true,
  'profiles:aws-names': true,
  'namespaces:list': true,
  'namespaces:refresh': true,
  'namespaces:open': true,
  'namespaces:create': true,
  'namespaces:forget': true,
  'namespaces:check-now': true,
  'namespaces:repair': true,
  'namespaces:save': true,
  'namespaces:copy-uri': true,
  'sign-in:list': true,
  'sign-in:start': true,
  'sign-in:act': true,
  'sign-in:close': true,
  'conflict:resolve': true,
  'protection:get': true,
  'vault:status': true,
  'vault:set-passphrase': true,
  'vault:unlock': true,
  'vault:replace-forgotten': true,
  'pending:list': true,
  'pending:retry': true,
  'pending:save-as': true,
  'pending:export': true,
  'pending:discard': true,
  'leftovers:ask': true,
  'leftovers:bring-back': true,
  'leftovers:read-again': true,
  'leftovers:export': true,
  'leftovers:discard': true,
  'quit:state': true,
  'quit:answer': true,
  'history:list': true,
  'history:restore': true,
  'watch:restore': true,
  'watch:confirm-running': true,
  'watch:stop': true,
  'connector:env': true,
  'connector:copy-env': true,
  'doctor:run': true,
  'doctor:cancel': true,
  'doctor:copy-report': true,
  'doctor:copy-remedy': true,
};

const eventNames: Record<EventName, true> = {
  'namespaces:changed': true,
  'namespaces:detail': true,
  'sign-in:changed': true,
  'sign-in:closed': true,
  'protection:changed': true,
  'doctor:changed': true,
  'watch:clobbered': true,
  'files:changed': true,
  'vault:changed': true,
  'pending:changed': true,
  'quit:changed': true,
};

export function isChannel(name: string): name is Channel {
  return Object.hasOwn(channelNames, name);
}

export function isEventName(name: string): name is EventName {
  return Object.hasOwn(eventNames, name);
}
