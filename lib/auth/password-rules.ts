import { z } from "zod";

const error = "Take 15 to 128 characters. Several words in a row are easy to keep.";

/** A password as somebody chooses it: long, and otherwise as they like. */
export const passwordInput = z.string().min(15, { error }).max(128, { error });
