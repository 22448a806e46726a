/** The addresses under which clients and stored sessions know Telegram's data centres (help.getConfig, production). */
interface DataCentreAddress {
  readonly dcId: number;
  readonly ipv4: string;
  readonly ipv6: string;
  /** Other addresses that clients have shipped for it. */
  readonly alsoKnownAs: readonly string[];
}

export const DATA_CENTRES: readonly DataCentreAddress[] = [
  {
    dcId: 1,
    ipv4: '149.154.175.53',
    ipv6: '2001:b28:f23d:f001::a',
    alsoKnownAs: ['149.154.175.50', '149.154.175.51', '149.154.175.54'],
  },
  {
    dcId: 2,
    ipv4: '149.154.167.51',
    ipv6: '2001:67c:4e8:f002::a',
    alsoKnownAs: ['149.154.167.40', '149.154.167.41', '149.154.167.50'],
  },
  {
    dcId: 3,
    ipv4: '149.154.175.100',
    ipv6: '2001:b28:f23d:f003::a',
    alsoKnownAs: ['149.154.175.117'],
  },
  {
    dcId: 4,
    ipv4: '149.154.167.91',
    ipv6: '2001:67c:4e8:f004::a',
    alsoKnownAs: ['149.154.167.92'],
  },
  {
    dcId: 5,
    ipv4: '91.108.56.130',
    ipv6: '2001:b28:f23f:f005::a',
    alsoKnownAs: ['91.108.56.100', '91.108.56.128', '91.108.56.151', '91.108.56.156', '149.154.171.5'],
  },
];

export function canonicalAddress(dcId: number): string {
  const found = DATA_CENTRES.find((centre) => centre.dcId === dcId);
  if (found === undefined) throw new RangeError(`there is no data centre ${dcId}`);
  return found.ipv4;
}

/** The data centre behind an address, `127.0.0.<dc>` included; `undefined` for any other. */
export function dcIdOfAddress(address: string): number | undefined {
  return DATA_CENTRES.find(
    ({ dcId, ipv4, ipv6, alsoKnownAs }) =>
      [ipv4, ipv6, `127.0.0.${dcId}`].includes(address) || alsoKnownAs.includes(address),
  )?.dcId;
}
