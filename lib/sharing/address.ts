import { type CameraCode, cameraCode } from "@/lib/auth/camera-code";
import { env } from "@/lib/env";

/** Where a link is, which is shown to whoever made it and kept nowhere. */
export type LinkAddress = { address: string; code: CameraCode };

export function addressOf(token: string): LinkAddress {
  const address = `${env().READER_URL}/s/${token}`;
  return { address, code: cameraCode(address) };
}
