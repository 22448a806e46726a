import { authenticate } from './auth/authenticate.ts';
import { allows, type Principal, type S3Action } from './auth/principals.ts';
import { verifyPayload } from './http/payload.ts';
import type { S3Request, S3Response } from './http/s3-request.ts';
import { parameter } from './http/target.ts';
import { operationFor, unknownHeader } from './operations/index.ts';
import type { Operation, OperationContext } from './operations/operation.ts';
import { done, type Outcome, refuse } from './outcome.ts';
import type { Settings } from './settings.ts';
import type { Store } from './storage/store.ts';

export interface Answer {
  readonly operation: string;
  readonly principal: string;
  readonly outcome: Outcome<S3Response>;
}

/** Everything between a request that was read and the answer to write. */
export function answer(request: S3Request, store: Store, settings: Settings): Answer {
  const operation = operationFor(request.method, request.target);
  const name = operation?.name ?? 'unknown';
  const principal = authenticate(request, settings);
  if (!principal.ok) return { operation: name, principal: 'unknown', outcome: principal };
  const outcome = understood(request, operation, principal.value);
  return {
    operation: name,
    principal: principal.value.name,
    outcome: outcome.ok ? perform(outcome.value, request, principal.value, store, settings) : outcome,
  };
}

function understood(
  request: S3Request,
  operation: Operation | undefined,
  principal: Principal,
): Outcome<Operation> {
  const header = unknownHeader(request);
  if (operation !== undefined && header === undefined) return done(operation);
  // Who may do nothing learns nothing about what this server can do either.
  if (principal.grants.length === 0) return refuse('AccessDenied');
  return refuse('NotImplemented', header === undefined ? {} : { details: { Header: header } });
}

function perform(
  operation: Operation,
  request: S3Request,
  principal: Principal,
  store: Store,
  settings: Settings,
): Outcome<S3Response> {
  if (operation.needs === 'store') {
    const context = prepare(operation, request, principal, settings);
    return context.ok ? operation.run(context.value, store) : context;
  }
  const name = request.target.bucket;
  const bucket = store.bucket(name);
  if (bucket === undefined) return refuse('NoSuchBucket', { details: { BucketName: name } });
  const context = prepare(operation, request, principal, settings);
  return context.ok ? operation.run({ ...context.value, bucket }) : context;
}

function prepare(
  operation: Operation,
  request: S3Request,
  principal: Principal,
  settings: Settings,
): Outcome<OperationContext> {
  const { bucket, key } = request.target;
  const allowed = (action: S3Action, name: string) =>
    [principal, settings.everybody].some((one) => allows(one, action, { bucket, name }));
  const prefix = operation.prefixParameter && parameter(request.target, operation.prefixParameter);
  if (!allowed(operation.action, prefix ?? key)) return refuse('AccessDenied');
  const payload = verifyPayload(request);
  return payload.ok ? done({ request, payload: payload.value, settings, allowed }) : payload;
}
