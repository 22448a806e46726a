/** The port of every production data centre (`help.getConfig`). */
const telegramPort = 443;

/** Production IPv4 addresses (`help.getConfig`); keys of a data centre do not depend on which one is dialled. */
const ipv4ByDcId: ReadonlyMap<number, string> = new Map([
  [1, '149.154.175.53'],
  [2, '149.154.167.51'],
  [3, '149.154.175.100'],
  [4, '149.154.167.91'],
  [5, '91.108.56.130'],
]);

/** Address and port of a production data centre, or null for an id that Telegram does not have. */
export function canonicalDataCentre(dcId: number): { address: string; port: number } | null {
  const address = ipv4ByDcId.get(dcId);
  return address === undefined ? null : { address, port: telegramPort };
}
