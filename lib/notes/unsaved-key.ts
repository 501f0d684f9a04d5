/** Where a browser keeps what a person has not saved yet: of all drafts, or of one. Each tab adds a name of its own. */
export function unsavedKey(personId: string, revisionId?: string): string {
  return `quarterdeck.draft.${personId}.${revisionId === undefined ? "" : `${revisionId}.`}`;
}
