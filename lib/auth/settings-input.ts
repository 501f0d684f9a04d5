import { z } from "zod";

const yesOrNo = z.enum(["yes", "no"], { error: "Choose yes or no." }).transform((word) => word === "yes");

/** What the form of the sign-in settings sends; `base…`: what it showed when it was opened. */
export const signInSettingsInput = z
  .strictObject({
    asksFactor: yesOrNo,
    trustsIssuer: yesOrNo,
    baseAsksFactor: yesOrNo,
    baseTrustsIssuer: yesOrNo,
  })
  .transform(({ asksFactor, trustsIssuer, baseAsksFactor, baseTrustsIssuer }) => ({
    settings: { asksFactor, trustsIssuer },
    base: { asksFactor: baseAsksFactor, trustsIssuer: baseTrustsIssuer },
  }));
