import bowser from "bowser";
import { isbot } from "isbot";
import { LRUCache } from "lru-cache";
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
  return { network: networkOf(address), ...programOf(userAgent.slice(0, 1_000)) };
}

type Program = Omit<Visitor, "network">;

/** Many read with the same few, and telling what one is costs more than all else that the door does. */
const known = new LRUCache<string, Program>({ max: 1_000 });

function programOf(userAgent: string): Program {
  const held = known.get(userAgent);
  if (held) return held;
  const isPreviewer = previewers.test(userAgent);
  const isBot = isPreviewer || userAgent === "" || isbot(userAgent);
  const program = { browser: browserOf(userAgent), isBot, isPreviewer };
  known.set(userAgent, program);
  return program;
}

/** By name: of what it does not know, the library takes the words that it sends, which may be anybody's. */
const browsers = new Set<string>(Object.values(bowser.BROWSER_MAP));
const systems = new Set<string>(Object.values(bowser.OS_MAP));

function browserOf(userAgent: string): string {
  if (userAgent === "") return "unknown";
  const { browser, os } = bowser.parse(userAgent);
  const name = browsers.has(browser.name ?? "") ? browser.name : "Another browser";
  return [name, systems.has(os.name ?? "") && `on ${os.name}`].filter(Boolean).join(" ");
}
