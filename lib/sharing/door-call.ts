import type { Database } from "@/lib/context";
import type { DoorRequest } from "./door-answer";
import type { OpenLink, Secret } from "./door-queries";
import type { VisitLog } from "./visits";

/** `share`: the connection that may call the functions `share_*` and do nothing else. */
export type Door = { share: Database; visits: VisitLog };

/** A request for a link that opens. */
export type Call = Door & {
  request: DoorRequest;
  secret: Secret;
  link: OpenLink;
  /** the address of the link's page */
  base: string;
};
