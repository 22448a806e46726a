import type { AppError } from '../../../shared/result.ts';
import { variableOfField } from '../profiles/read-connector-variables.ts';
import { type AwsEnvironment, readAwsEnvironment } from '../sessions/s3/aws-environment.ts';

export type Environment = Record<string, string | undefined>;

export interface TakenEnvironment {
  /** For an import; see `variableOfField`. */
  connector: Readonly<Environment>;
  aws: AwsEnvironment;
  /** Variables that would have weakened the app, and are set no longer. */
  refused: AppError[];
}

/** AWS's own too, no secret, and needed by what a `credential_process` runs. */
const shared: string = variableOfField.region;

const connectorVariables = Object.values(variableOfField);

/** A name that ends in _FILE leads to a secret and holds none. */
const awsSecret = /^AWS_(?!.*_FILE$)(.*(SECRET|TOKEN|PASSWORD)|ACCESS_KEY)/i;

/**
 * Takes the connector's variables, AWS's secrets and what weakens Node out of an environment. Electron hands a copy of
 * it to the preload of every window, and whatever main starts inherits it. Must run before there is a window.
 */
export function takeEnvironment(environment: Environment): TakenEnvironment {
  const before = { ...environment };
  const names = Object.keys(before).filter((name) => awsSecret.test(name));
  for (const name of [...names, ...connectorVariables]) {
    if (name !== shared) delete environment[name];
  }
  return {
    connector: Object.fromEntries(connectorVariables.map((name) => [name, before[name]])),
    aws: readAwsEnvironment(before),
    refused: refuseWeakening(environment),
  };
}

function refuseWeakening(environment: Environment): AppError[] {
  const refused: AppError[] = [];
  // Any other value changes nothing.
  if (environment.NODE_TLS_REJECT_UNAUTHORIZED === '0') refused.push({ code: 'environment-tls-unchecked' });
  if (environment.NODE_OPTIONS) refused.push({ code: 'environment-node-options' });
  if (environment.SSLKEYLOGFILE) refused.push({ code: 'environment-key-log' });
  delete environment.NODE_TLS_REJECT_UNAUTHORIZED;
  delete environment.NODE_OPTIONS;
  delete environment.SSLKEYLOGFILE;
  return refused;
}
