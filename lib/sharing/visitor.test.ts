import { describe, expect, it } from "vitest";
import { visitorOf } from "./visitor";

const edge =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 Edg/120.0.0.0";
const phone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1";

describe("a visitor", () => {
  it("has a browser of some kind, without its version", () => {
    expect(visitorOf("::1", edge)).toMatchObject({ browser: "Microsoft Edge on Windows", isBot: false });
    expect(visitorOf("::1", phone)).toMatchObject({ browser: "Safari on iOS", isBot: false, isPreviewer: false });
    expect(visitorOf("::1", "")).toMatchObject({ browser: "unknown", isBot: true });
    expect(visitorOf("::1", "x".repeat(9000)).browser).toBe("Another browser");
    expect(visitorOf("::1", "Ana Alder/1.0 ana@fog.example").browser).toBe("Another browser");
  });

  it.each([
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "WhatsApp/2.23.20.0",
    "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
    `${edge} MicrosoftPreview/2.0 +https://aka.ms/MicrosoftPreview`,
    "facebookexternalhit/1.1",
    "LinkedInBot/1.0 (compatible; Mozilla/5.0)",
    "TelegramBot (like TwitterBot)",
  ])("that is %s only draws a card", (userAgent) =>
    expect(visitorOf("::1", userAgent)).toMatchObject({ isBot: true, isPreviewer: true }),
  );

  it.each(["curl/8.5.0", "Googlebot/2.1 (+http://www.google.com/bot.html)", "python-requests/2.31"])(
    "that is %s is not counted",
    (userAgent) => expect(visitorOf("::1", userAgent)).toMatchObject({ isBot: true, isPreviewer: false }),
  );
});
