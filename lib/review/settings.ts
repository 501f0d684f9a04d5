/** What the workspace asks of a review. */
export type ReviewSettings = {
  /** how many people who wrote none of it approve a revision before it is published */
  approvalsNeeded: 1 | 2;
  /** whether a takeaway without a citation keeps a draft from being submitted */
  uncitedBlocks: boolean;
};
