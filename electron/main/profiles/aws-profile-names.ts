/**
 * Names to offer for "named AWS profile", from the AWS configuration files of this computer; the SDK itself reads
 * what stands behind them. Files that are absent or unreadable offer nothing.
 */
export async function listAwsProfileNames(): Promise<string[]> {
  const { loadSharedConfigFiles } = await import('@smithy/core/config');
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  return [...new Set([...Object.keys(configFile), ...Object.keys(credentialsFile)])].toSorted();
}
