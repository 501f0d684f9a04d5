import { shareDatabase } from "@/db/share-client";
import { openWebDoor } from "@/lib/sharing/web-door";

export const dynamic = "force-dynamic";

/** For a server without scripts/serve.ts, which answers these addresses before Next is asked. */
const door = (request: Request) => openWebDoor(request, shareDatabase());

export { door as DELETE, door as GET, door as HEAD, door as OPTIONS, door as PATCH, door as POST, door as PUT };
