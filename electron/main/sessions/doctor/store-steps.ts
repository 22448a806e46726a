import type { DoctorLineName } from '../../../../shared/doctor.ts';
import { probeChecksums } from '../s3/checksums.ts';
import { explainForbiddenWrite } from '../s3/encryption-demand.ts';
import { contactStore } from '../s3/first-contact.ts';
import type { FoundProtection } from '../s3/overwrite-protection.ts';
import { probeConditionalWrites } from '../s3/probe-conditional-writes.ts';
import { probePublicAccess } from '../s3/public-access.ts';
import type { S3Access } from '../s3/s3-access.ts';
import type { S3Limits } from '../s3/s3-store-config.ts';
import { readScratch, type StoreUnderTest, scratchKey, writeScratch } from '../s3/scratch-object.ts';
import { bucketVersioning } from '../s3/versioning.ts';
import type { StoreResult } from '../store/session-store.ts';
import { contactFindings } from './contact-findings.ts';
import type { Step } from './examination.ts';
import { type Finding, failed, information, limited, meaningOf, passed } from './findings.ts';
import { publicAccessFinding } from './public-access-finding.ts';
import { checksumRemedy, remedyFor, type Site, unprotectedRemedy } from './remedies.ts';

/** A step that decides one line. */
function oneLine(
  line: DoctorLineName,
  needs: readonly DoctorLineName[],
  find: (hasPassed: (line: DoctorLineName) => boolean, signal: AbortSignal) => Promise<Finding>,
): Step {
  return {
    lines: [line],
    needs,
    run: async (hasPassed, signal) => ({ [line]: await find(hasPassed, signal) }),
  };
}

function readFinding(read: StoreResult<null>, wasWritten: boolean, site: Site): Finding {
  if (read.ok)
    return passed(wasWritten ? 'The test object was read back.' : 'Objects below telegram/ can be read.');
  const { error } = read;
  if (error.code === 'store-read-unproved') return limited(meaningOf(error), error, null);
  return failed(error, remedyFor(error, site));
}

const protectionMeanings: Record<FoundProtection, string> = {
  on: 'On: a write is refused when another program has written in the meantime.',
  off: 'Off: the store ignores If-None-Match or If-Match, so two writers can overwrite each other unnoticed.',
  refused:
    'Off: the store refuses If-None-Match or If-Match (501), so this app writes without them, after reading and comparing. Two programs that write at the same moment can overwrite each other unnoticed.',
};

function protectionFinding(protection: StoreResult<FoundProtection>, site: Site): Finding {
  if (!protection.ok) return failed(protection.error, remedyFor(protection.error, site));
  const meaning = protectionMeanings[protection.value];
  return protection.value === 'on' ? passed(meaning) : limited(meaning, null, unprotectedRemedy);
}

async function versioningFinding(store: StoreUnderTest, signal: AbortSignal): Promise<Finding> {
  const versioning = await bucketVersioning(store, signal);
  if (!versioning.ok) {
    const { error } = versioning;
    const isForbidden = error.code === 'store-forbidden';
    const reason = isForbidden ? 'these credentials are not allowed to ask.' : meaningOf(error);
    return information(`Unknown: ${reason} Nothing depends on it.`);
  }
  return versioning.value === 'on'
    ? information('On: the bucket keeps the earlier versions of each session.')
    : information('Off: the bucket keeps only the newest version of each session.');
}

async function checksumFinding(store: StoreUnderTest, signal: AbortSignal): Promise<Finding> {
  const probed = await probeChecksums(store, signal);
  if (probed.ok) return information('The store takes the CRC32 checksums that AWS SDKs add by default.');
  return information(
    `The store refuses the CRC32 checksums that AWS SDKs add by default, so this app leaves them out. ${meaningOf(probed.error)}`,
    checksumRemedy,
  );
}

/** Everything that is learned from the store, one line after the other. */
export function storeSteps(
  access: S3Access,
  limits: S3Limits,
  site: Site,
  onProtectionFound: (found: FoundProtection) => void,
): readonly Step[] {
  const { config } = site;
  const store: StoreUnderTest = { access, config };
  return [
    {
      lines: ['endpoint', 'clock', 'region', 'credentials', 'bucket', 'list'],
      needs: [],
      run: async (_, signal) => contactFindings(await contactStore(store, signal), site),
    },
    oneLine('put-object', ['bucket'], async (_, signal) => {
      const written = await explainForbiddenWrite(store, await writeScratch(store, {}, signal), signal);
      return written.ok
        ? passed(`A test object was written to ${scratchKey}.`)
        : failed(written.error, remedyFor(written.error, site));
    }),
    oneLine('get-object', ['bucket'], async (hasPassed, signal) => {
      const wasWritten = hasPassed('put-object');
      const read = await readScratch(store, wasWritten || hasPassed('list'), signal);
      return readFinding(read, wasWritten, site);
    }),
    oneLine('public-access', ['bucket'], async (hasPassed, signal) => {
      const found = await probePublicAccess(store, hasPassed('put-object'), limits, signal);
      return publicAccessFinding(found, site);
    }),
    oneLine('conditional-writes', ['put-object', 'get-object'], async (_, signal) => {
      const protection = await probeConditionalWrites(store, signal);
      if (protection.ok) onProtectionFound(protection.value);
      return protectionFinding(protection, site);
    }),
    oneLine('versioning', ['bucket'], (_, signal) => versioningFinding(store, signal)),
    oneLine('checksums', ['put-object', 'get-object'], (_, signal) => checksumFinding(store, signal)),
  ];
}
