import type { AppError } from '../../../../shared/result.ts';
import type { PublicAccess } from '../s3/public-access.ts';
import type { StoreResult } from '../store/session-store.ts';
import { type Finding, failed, limited, meaningOf, passed } from './findings.ts';
import { publicRemedy, type Site } from './remedies.ts';

const alarm: AppError = { code: 'store-public' };
const stolen = 'Whoever reads one is signed in to Telegram as that account.';

/** An alarm where the test object was read without credentials, in its newest version or by a version's id. */
export function publicAccessFinding(found: StoreResult<PublicAccess>, { config }: Site): Finding {
  if (!found.ok) return limited(`Not known. ${meaningOf(found.error)}`, found.error, null);
  const { objects, versions } = found.value;
  const remedy = publicRemedy(config);
  if (objects === 'readable') {
    const earlier = versions === 'readable' ? ', and their earlier versions too' : '';
    return failed(alarm, remedy, `Anybody can read this bucket’s sessions${earlier}. ${stolen}`);
  }
  if (versions === 'readable')
    return failed(
      alarm,
      remedy,
      `Anybody who knows the ID of a version can read this bucket’s sessions, earlier ones too. ${stolen}`,
    );
  if (objects === 'unknown')
    return limited('Not known: there is no test object that could be read without credentials.', null, null);
  const tried = versions === null ? 'The test object is' : 'The test object and its versions are';
  return passed(`${tried} refused to requests without credentials.`);
}
