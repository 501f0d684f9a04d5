import bowser from "bowser";
import { isbot } from "isbot";
import { networkOf } from "./network";

/** What the view log keeps of whoever asks, and whether it keeps it. */
export type Visitor = {
  /** `203.0.113.0/24` or `2001:db8:7::/48`; `unknown` */
  network: string;
  /** `Safari on iOS` */
  browser: string;
  /** a program that nobody reads with: it is not counted */
  isBot: boolean;
  /** a program that draws a card for a message with the link in it */
  isPreviewer: boolean;
};

/** Programs of messengers, mail filters and social networks that open a link before a person does. */
const previewers =
  /slackbot|slack-imgproxy|microsoftpreview|skypeuripreview|msteams|safelinks|whatsapp|telegrambot|discordbot|facebookexternalhit|facebot|twitterbot|linkedinbot|applebot|google-?(messages|hangouts|chat|image-?proxy|read-aloud)|googleimageproxy|bitlybot|embedly|iframely|redditbot|mattermost|zoom(bot|preview)|viber|line-poker|snapchat|signal-preview|bingpreview|yahoo link preview|outlook-?preview|mimecast|proofpoint|barracuda/i;

export function visitorOf(address: string, userAgent: string): Visitor {
  const isPreviewer = previewers.test(userAgent);
  return {
    network: networkOf(address),
    browser: browserOf(userAgent),
    isBot: isPreviewer || userAgent === "" || isbot(userAgent),
    isPreviewer,
  };
}

function browserOf(userAgent: string): string {
  if (userAgent === "") return "unknown";
  const { browser, os } = bowser.parse(userAgent);
  return [browser.name ?? "Another browser", os.name && `on ${os.name}`].filter(Boolean).join(" ").slice(0, 80);
}
