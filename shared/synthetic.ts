/**
 * API_ID 0 is the connector's own FakeClient: synthetic accounts, no bucket, no network. Apart from the profile's schema,
 * which the window needs only when a profile is edited.
 */
export function isSynthetic(profile: { apiId: number }): boolean {
  return profile.apiId === 0;
}
