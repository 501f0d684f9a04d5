/** `revision`: one revision for ever; `latest`: the note's revision with the highest number. */
export type LinkPolicy = "revision" | "latest";

/** What a link allows; all of it can be changed while the link lives. */
export type LinkTerms = {
  /** whoever it is for */
  label: string;
  policy: LinkPolicy;
  /** null: until it is revoked */
  expiresAt: Date | null;
  /** addresses in lower case, and domains as `@fund.example`; none: whoever has the link */
  recipients: string[];
  mayDownload: boolean;
  /** whether readers of a revision are told that a newer one is out, and what it changed */
  showsNewer: boolean;
  /** null: no limit */
  viewsMax: number | null;
};

/** As the audit trail has it. A password is never in it, only whether there is one. */
export type LinkRecord = Omit<LinkTerms, "expiresAt"> & { expiresAt: string | null; hasPassword: boolean };

export function recordOf({ expiresAt, ...terms }: LinkTerms, hasPassword: boolean): LinkRecord {
  return { ...terms, expiresAt: expiresAt?.toISOString() ?? null, hasPassword };
}
