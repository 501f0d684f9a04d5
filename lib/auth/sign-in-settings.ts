/** What the workspace asks of whoever signs in. */
export type SignInSettings = {
  /** whether everybody needs a second factor */
  asksFactor: boolean;
  /** whether who comes from the issuer of identities needs none here */
  trustsIssuer: boolean;
};
