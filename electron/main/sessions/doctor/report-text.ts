import {
  type DoctorLine,
  type DoctorReport,
  doctorLineTitles,
  doctorOutcomeWords,
  doctorVerdict,
} from '../../../../shared/doctor.ts';
import { normalAddress } from '../../../../shared/place.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { endpointLabel, type S3Credentials, type S3StoreConfig } from '../s3/s3-store-config.ts';

interface ReportHeader {
  profileName: string;
  config: S3StoreConfig;
  appVersion: string;
}

function credentialsText(credentials: S3Credentials): string {
  switch (credentials.kind) {
    case 'keys':
      return 'access key in the profile';
    case 'default-chain':
      return 'AWS default chain';
    case 'named-profile':
      return `AWS profile ${visibleText(credentials.awsProfile)}`;
    case 'unconfirmed':
      return 'AWS credentials that are not confirmed for this place';
    case 'anonymous':
      return 'none';
  }
}

function routeText({ authorityPem, proxy, encryption }: S3StoreConfig): string[] {
  return [
    ...(proxy ? [`Proxy: ${normalAddress(proxy.address)}`] : []),
    ...(authorityPem === undefined ? [] : ['CA file: yes']),
    ...(encryption ? [`Encryption: ${encryption.kind}`] : []),
  ];
}

function lineText({ name, outcome, meaning, error, remedy }: DoctorLine): string[] {
  const code = error ? ` (${error.code})` : '';
  const fix = remedy ? [remedy.action, ...(remedy.code?.split('\n') ?? [])] : [];
  return [
    `[${doctorOutcomeWords[outcome]}] ${doctorLineTitles[name]}: ${meaning}${code}`,
    ...fix.map((line) => `    ${line}`),
  ];
}

/** The report to paste into a ticket. It names no key, no secret and no namespace. */
export function reportText(report: DoctorReport, { profileName, config, appVersion }: ReportHeader): string {
  return [
    `Telegram Connector Admin ${appVersion}, doctor`,
    `Profile: ${visibleText(profileName)}`,
    `Store: ${endpointLabel(config)}, region ${config.region}, bucket ${config.bucket}`,
    `Credentials: ${credentialsText(config.credentials)}`,
    ...routeText(config),
    `Started: ${new Date(report.startedAt).toISOString()}`,
    `Result: ${doctorVerdict(report)}`,
    '',
    ...report.lines.flatMap(lineText),
    '',
  ].join('\n');
}
