import { Agent, type AgentOptions } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import { createSecureContext, rootCertificates } from 'node:tls';
import { HttpProxyAgent, HttpsProxyAgent } from 'hpagent';
import { proxyFailure } from './proxy-failure.ts';
import type { S3Limits, S3Proxy, S3StoreConfig } from './s3-store-config.ts';

export type Route = Pick<S3StoreConfig, 'authorityPem' | 'proxy'>;

interface Agents {
  httpAgent: Agent;
  httpsAgent: TlsAgent;
}

/** Agents that reach the store as its profile says: trusting its CA file, and through its proxy. */
export function createAgents(
  { authorityPem, proxy }: Route,
  limits: S3Limits,
  options: AgentOptions,
): Agents {
  const ca = authorityPem === undefined ? null : [...rootCertificates, authorityPem];
  // Made once: a context for each connection would read all the root certificates each time.
  const tlsOptions = { ...options, ...(ca && { secureContext: createSecureContext({ ca }) }) };
  if (!proxy) return { httpAgent: new Agent(options), httpsAgent: new TlsAgent(tlsOptions) };
  const through = { proxy: proxyUrl(proxy), ...(ca && { proxyRequestOptions: { ca } }) };
  return {
    httpAgent: tellingFaults(new HttpProxyAgent({ ...options, ...through }), proxy, limits),
    httpsAgent: tellingFaults(new HttpsProxyAgent({ ...tlsOptions, ...through }), proxy, limits),
  };
}

function proxyUrl({ address, credentials }: S3Proxy): URL {
  const url = new URL(address);
  if (credentials === null) return url;
  const colon = credentials.indexOf(':');
  url.username = encodeURIComponent(credentials.slice(0, colon));
  url.password = encodeURIComponent(credentials.slice(colon + 1));
  return url;
}

type Connected = (error: Error | null, socket: unknown) => void;

/** Has an agent give up on a proxy that hangs, and say of its failures that they are the proxy's. */
function tellingFaults<A extends Agent>(agent: A, proxy: S3Proxy, { connectTimeoutMs }: S3Limits): A {
  // The library declares neither its method nor the callback, which Node's documentation describes.
  const connecting = agent as unknown as { createConnection(options: object, connected: Connected): void };
  const connect = connecting.createConnection.bind(agent);
  connecting.createConnection = (options, connected) =>
    connect({ ...options, timeout: connectTimeoutMs }, (error, socket) =>
      connected(error && proxyFailure(error, proxy), socket),
    );
  return agent;
}
