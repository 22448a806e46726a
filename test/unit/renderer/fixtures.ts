import type { AccountInfo } from '../../../shared/accounts.ts';
import type { NamespaceDetail, NamespaceSummary } from '../../../shared/namespace-views.ts';
import type { SignInStep, SignInView } from '../../../shared/sign-in.ts';

export const profileId = '7b3f1c1e-0000-4000-8000-000000000001';

export const account: AccountInfo = {
  id: '5123456',
  name: 'Ada Lovelace',
  username: 'ada',
  maskedPhone: '+49 ••• 567',
  isBot: false,
  dcId: 2,
};

export function summary(name: string, known: Partial<NamespaceSummary> = {}): NamespaceSummary {
  return {
    name,
    state: 'present',
    sizeBytes: 353,
    lastModified: 0,
    account: null,
    verdict: { kind: 'unknown' },
    unsaved: false,
    conflicted: false,
    locked: false,
    overwritten: false,
    ...known,
  };
}

export function detail(name: string, known: Partial<NamespaceDetail> = {}): NamespaceDetail {
  return {
    ...summary(name),
    profileId,
    uri: `s3://bucket/telegram/${name}/session.txt`,
    object: null,
    damage: null,
    loadError: null,
    saveError: null,
    conflict: null,
    watch: null,
    ...known,
  };
}

export const codeStep: Extract<SignInStep, { kind: 'code' }> = {
  kind: 'code',
  phoneNumber: '+49 1512 3456789',
  delivery: 'app',
  length: 5,
  deliveryHint: null,
  nextDelivery: 'sms',
  sentAt: 0,
  resendAt: null,
  error: null,
};

export function signInView(step: SignInStep, known: Partial<SignInView> = {}): SignInView {
  return {
    attemptId: '7b3f1c1e-0000-4000-8000-0000000000aa',
    profileId,
    namespace: 'alpha',
    purpose: 'sign-in',
    step,
    activity: null,
    waitUntil: null,
    canGoBack: false,
    ...known,
  };
}
