/** What the workspace says of all its shared links. */
export type SharingSettings = {
  /** false: every link answers as if there were none */
  isOn: boolean;
  logsViews: boolean;
  viewsKeptDays: number;
};
