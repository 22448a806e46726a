import { sessionKeyPrefix } from '../../../../shared/session-keys.ts';

export type BucketAction = 's3:GetObject' | 's3:PutObject' | 's3:ListBucket';

/** ARNs name the partition that a region belongs to (AWS general reference, "ARN format"). */
function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** An IAM policy as JSON that grants one action on what the app uses of the bucket, and nothing else. */
export function policyFor(
  action: BucketAction,
  { bucket, region }: { bucket: string; region: string },
): string {
  const arn = `arn:${partitionOf(region)}:s3:::${bucket}`;
  const scope =
    action === 's3:ListBucket'
      ? { Resource: arn, Condition: { StringLike: { 's3:prefix': `${sessionKeyPrefix}*` } } }
      : { Resource: `${arn}/${sessionKeyPrefix}*` };
  const statement = { Effect: 'Allow', Action: action, ...scope };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2);
}
