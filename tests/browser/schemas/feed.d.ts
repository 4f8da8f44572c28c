// JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), of version 1.1 only.
type Extensions = { [key: `_${string}`]: object };
type Url = `http://${string}` | `https://${string}`;
type Instant = `${number}-${number}-${number}T${string}`;

interface Author {
  name?: string;
  url?: Url;
  avatar?: Url;
}

interface Attachment {
  url: Url;
  mime_type: `${string}/${string}`;
  title?: string;
  size_in_bytes?: number;
  duration_in_seconds?: number;
}

type Item = Extensions & {
  id: string;
  url?: Url;
  external_url?: Url;
  title?: string;
  summary?: string;
  image?: Url;
  banner_image?: Url;
  date_published?: Instant;
  date_modified?: Instant;
  authors?: Author[];
  tags?: string[];
  language?: string;
  attachments?: Attachment[];
} & ({ content_html: string; content_text?: string } | { content_text: string; content_html?: string });

export type Feed = Extensions & {
  version: "https://jsonfeed.org/version/1.1";
  title: string;
  home_page_url?: Url;
  feed_url?: Url;
  description?: string;
  user_comment?: string;
  next_url?: Url;
  icon?: Url;
  favicon?: Url;
  authors?: Author[];
  language?: string;
  expired?: boolean;
  hubs?: { type: string; url: Url }[];
  items: Item[];
};
