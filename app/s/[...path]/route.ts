import { shareDatabase, viewLogDatabase } from "@/db/share-client";
import { VisitLog } from "@/lib/sharing/visits";
import { openWebDoor } from "@/lib/sharing/web-door";

export const dynamic = "force-dynamic";

/** For a server without scripts/serve.ts, which answers these addresses before Next is asked. */
const visits = new VisitLog(viewLogDatabase);

const door = (request: Request) => openWebDoor(request, { share: shareDatabase(), visits });

export { door as DELETE, door as GET, door as HEAD, door as OPTIONS, door as PATCH, door as POST, door as PUT };
