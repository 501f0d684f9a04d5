import { shareDatabase } from "@/db/share-client";
import { openDoor } from "@/lib/sharing/door";

export const dynamic = "force-dynamic";

const door = (request: Request) => openDoor(request, shareDatabase());

export { door as DELETE, door as GET, door as HEAD, door as OPTIONS, door as PATCH, door as POST, door as PUT };
