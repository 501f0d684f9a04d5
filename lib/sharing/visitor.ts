import bowser from "bowser";
import ipaddr from "ipaddr.js";
import { isbot } from "isbot";

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

/** Only the network of an address: a /24 of the fourth version, a /48 of the sixth. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return "unknown";
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return `${ipaddr.IPv4.networkAddressFromCIDR(`${parsed}/24`)}/24`;
  const plain = new ipaddr.IPv6(parsed.toByteArray()); // without the zone that a link-local address may name
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${plain.toNormalizedString()}/48`)}/48`;
}

function browserOf(userAgent: string): string {
  if (userAgent === "") return "unknown";
  const { browser, os } = bowser.parse(userAgent);
  return [browser.name ?? "Another browser", os.name && `on ${os.name}`].filter(Boolean).join(" ").slice(0, 80);
}
