// The browser's side of the preview: keeps the page up to date without losing the reader's place, and
// shows what is wrong with it. It lives in a shadow tree, so that neither the page's style reaches it nor
// its own the page.
(() => {
  "use strict";
  const script = document.currentScript;
  const PREFIX = "/__tearsheet/";
  const own = { ...script.dataset };
  const HOST = "tearsheet-preview";
  // A page that was put into another document by the author would bring its script along.
  if (window.__tearsheet) return;
  window.__tearsheet = true;

  const element = (name, attributes = {}, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key === "onclick") node.addEventListener("click", value);
      else if (value !== null && value !== false) node.setAttribute(key, value === true ? "" : value);
    }
    node.append(...children.filter((child) => child !== null && child !== undefined));
    return node;
  };

  // ——— The shadow tree ———

  const host = element(HOST, { style: "all: initial !important" });
  const root = host.attachShadow({ mode: "open" });
  const bar = element("div", { class: "bar", role: "region", "aria-label": "Preview" });
  const status = element("button", { class: "status", type: "button", hidden: true });
  const draft = element("span", { class: "draft", hidden: true });
  const lost = element("span", { class: "lost", hidden: true, role: "status" }, "not connected");
  const proofButton = element(
    "button",
    { class: "proof", type: "button", title: "Proof of this page (Alt+P)", "aria-expanded": "false", "aria-keyshortcuts": "Alt+P" },
    "Proof",
  );
  const overlay = element("section", { class: "overlay", role: "alertdialog", "aria-label": "What is wrong", tabindex: "-1", hidden: true });
  const panel = element("section", { class: "panel", role: "dialog", "aria-label": "Proof of this page", tabindex: "-1", hidden: true });
  bar.append(lost, draft, status, proofButton);
  root.append(element("link", { rel: "stylesheet", href: PREFIX + "client.css" }), overlay, panel, bar);

  const attach = () => {
    if (!host.isConnected) document.documentElement.append(host);
  };

  // ——— What is wrong ———

  let problems = { errors: 0, warnings: 0, summary: "", list: [] };
  let dismissed = "";

  const drawProblem = (problem) =>
    element(
      "article",
      { class: problem.severity },
      // Words are wrapped, code is not: its carets point at it.
      element("pre", {}, ...problem.frame.split("\n").map((line) => element("span", { class: /^([a-z]|\s*= )/.test(line) ? "words" : null }, `${line}\n`))),
    );

  const drawList = (list, close) => {
    overlay.replaceChildren(
      element(
        "header",
        {},
        element("h1", {}, problems.summary),
        element("button", { type: "button", class: "close", "aria-label": "Close", title: "Close (Escape)", onclick: close }, "×"),
      ),
      ...list.map(drawProblem),
    );
    overlay.className = `overlay ${problems.errors > 0 ? "error" : "warning"}`;
    if (problems.errors > 0) overlay.firstChild.after(element("p", {}, "This is the page as it was when all was well. It follows your edits again as soon as this is put right."));
    const rest = problems.errors + problems.warnings - problems.list.length;
    if (rest > 0) overlay.append(element("p", {}, `and ${rest} more`));
  };

  const closeOverlay = () => {
    dismissed = JSON.stringify(problems);
    overlay.hidden = true;
    status.setAttribute("aria-expanded", "false");
    status.focus();
  };

  const openOverlay = (focus) => {
    drawList(problems.list, closeOverlay);
    overlay.hidden = false;
    status.setAttribute("aria-expanded", "true");
    if (focus) overlay.focus();
  };

  const showProblems = (news) => {
    const opened = !overlay.hidden;
    problems = news;
    const total = news.errors + news.warnings;
    status.hidden = total === 0;
    status.className = `status ${news.errors > 0 ? "error" : "warning"}`;
    status.textContent = news.summary;
    if (total === 0) {
      overlay.hidden = true;
    } else if (news.errors > 0 && dismissed !== JSON.stringify(news)) {
      openOverlay(false);
    } else if (opened && news.errors === 0) {
      overlay.hidden = true;
    }
    status.setAttribute("aria-expanded", String(!overlay.hidden));
    if (!panel.hidden) openPanel(false);
  };

  status.addEventListener("click", () => (overlay.hidden ? openOverlay(true) : closeOverlay()));

  // ——— The proof ———

  const meta = (name) =>
    document.querySelector(`meta[property="${CSS.escape(name)}"], meta[name="${CSS.escape(name)}"]`)?.content ?? "";

  const section = (title, ...children) => element("section", {}, element("h2", {}, title), ...children);

  const none = (text) => element("p", { class: "none" }, text);

  const length = (text, most) =>
    element("small", { class: text.length > most ? "long" : "" }, `${text.length} characters${text.length > most ? `, of which about ${most} are shown` : ""}`);

  const published = (url, proof) => (url.startsWith(proof.base) ? proof.home + url.slice(proof.base.length) : url);

  const drawResult = (proof) => {
    const title = document.title;
    const description = meta("description");
    const canonical = document.querySelector('link[rel="canonical"]')?.href ?? location.href;
    return section(
      "As a search result",
      element(
        "div",
        { class: "result" },
        element("cite", {}, published(canonical, proof)),
        element("strong", {}, title || "no title"),
        element("span", {}, description || "no description: a search engine takes some text of the page"),
      ),
      element("p", {}, "Title: ", length(title, 60), " Description: ", length(description, 160)),
      /noindex/.test(meta("robots")) ? element("p", { class: "warning" }, "robots: noindex. Search engines leave this page out.") : null,
    );
  };

  const drawCard = (proof) => {
    const image = meta("og:image");
    const local = image.startsWith(proof.base) ? new URL(image).pathname : image;
    return section(
      "As a social card",
      element(
        "div",
        { class: `card ${meta("twitter:card") === "summary_large_image" ? "large" : ""}` },
        image ? element("img", { src: local, alt: meta("og:image:alt") }) : null,
        element(
          "div",
          {},
          element("cite", {}, new URL(proof.home).host),
          element("strong", {}, meta("og:title") || document.title),
          element("span", {}, meta("og:description") || meta("description")),
        ),
      ),
      image ? null : none("There is no picture."),
    );
  };

  const drawFaq = (proof) =>
    section(
      "FAQ as found",
      proof.faq?.length
        ? element(
            "dl",
            {},
            ...proof.faq.flatMap((entry) => [
              element("dt", {}, element("a", { href: `#${entry.id}` }, entry.question), entry.marked_up ? null : element("small", {}, " not in the structured data: an older article has it")),
              element("dd", {}, entry.answer),
            ]),
          )
        : none("This page has none."),
    );

  const drawDisclaimers = (proof) =>
    section(
      "Disclaimers",
      proof.disclaimers?.length
        ? element(
            "ul",
            {},
            ...proof.disclaimers.map((notice) =>
              element("li", { class: notice.shown ? "shown" : "left-out" }, element("strong", {}, notice.title), ` (${[notice.id, notice.level, notice.version && `version ${notice.version}`, notice.placement.join(" and ")].filter(Boolean).join(", ")}) `, element("em", {}, notice.why ?? "")),
            ),
          )
        : none("None applies."),
      ...(proof.calls_to_action?.length
        ? [
            element("h3", {}, "Calls to action"),
            element("ul", {}, ...proof.calls_to_action.map((call) => element("li", {}, element("strong", {}, call.title), ` (${call.id}) `, element("em", {}, call.why ?? "")))),
          ]
        : []),
    );

  const drawData = (proof) => {
    const scripts = [...document.querySelectorAll('script[type="application/ld+json"]')];
    const pretty = (text) => {
      try {
        return element("pre", {}, JSON.stringify(JSON.parse(text), null, 2).replaceAll(proof.base, proof.home));
      } catch (error) {
        return element("p", { class: "error" }, `This is not JSON: ${error.message}`);
      }
    };
    return section("Structured data", ...(scripts.length ? scripts.map((data) => pretty(data.textContent)) : [none("This page has none.")]));
  };

  let asked = 0;
  const openPanel = async (focus) => {
    const question = ++asked;
    const answer = await fetch(`${PREFIX}proof?page=${encodeURIComponent(pathname())}`);
    const proof = answer.ok ? await answer.json() : { home: location.origin + "/", base: location.origin + "/", problems: [] };
    if (question !== asked) return;
    panel.replaceChildren(
      element(
        "header",
        {},
        element("h1", {}, "Proof"),
        element("span", {}, proof.file ?? "a page that is made from others"),
        element("button", { type: "button", class: "close", "aria-label": "Close", title: "Close (Escape)", onclick: closePanel }, "×"),
      ),
      section("Problems", ...(proof.problems.length ? proof.problems.map(drawProblem) : [none("None is known.")])),
      drawResult(proof),
      drawCard(proof),
      drawFaq(proof),
      drawDisclaimers(proof),
      drawData(proof),
    );
    panel.hidden = false;
    proofButton.setAttribute("aria-expanded", "true");
    if (focus) panel.focus();
  };

  const closePanel = () => {
    asked++;
    panel.hidden = true;
    proofButton.setAttribute("aria-expanded", "false");
    proofButton.focus();
  };

  const togglePanel = () => (panel.hidden ? openPanel(true) : closePanel());
  proofButton.addEventListener("click", togglePanel);

  document.addEventListener("keydown", (event) => {
    if (event.altKey && !event.ctrlKey && !event.metaKey && event.code === "KeyP") {
      event.preventDefault();
      togglePanel();
    } else if (event.key === "Escape" && root.activeElement && !event.defaultPrevented) {
      if (!panel.hidden) closePanel();
      else if (!overlay.hidden) closeOverlay();
    }
  });

  const showDraft = () => {
    const words = { draft: "Draft", future: "Not yet published" };
    draft.hidden = !own.unpublished;
    draft.textContent = words[own.unpublished] ?? "";
  };

  // ——— The page ———

  const pathname = () => {
    try {
      return decodeURIComponent(location.pathname);
    } catch {
      return location.pathname;
    }
  };

  // What a reader has done to the page, which is none of the author's edits.
  const OWN_STATE = new Set(["details:open", "dialog:open"]);

  const isFresh = (fresh) => {
    const scripts = (tree) =>
      [...tree.querySelectorAll("script:not([data-tearsheet])")]
        .filter((node) => !node.type || /javascript|module/.test(node.type))
        .map((node) => node.outerHTML)
        .join("\n");
    return scripts(document) === scripts(fresh);
  };

  const morph = (fresh) => {
    for (const node of fresh.querySelectorAll("script[data-tearsheet]")) node.remove();
    for (const key of ["lang", "dir", "class"]) {
      const value = fresh.documentElement.getAttribute(key);
      if (value === null) document.documentElement.removeAttribute(key);
      else if (document.documentElement.getAttribute(key) !== value) document.documentElement.setAttribute(key, value);
    }
    // Style sheets that were swapped go by the address they were written with.
    const written = new Map([...document.querySelectorAll("link[data-tearsheet-href]")].map((link) => [link.dataset.tearsheetHref, link]));
    for (const link of fresh.querySelectorAll("link[href]")) {
      const swapped = written.get(link.getAttribute("href"));
      if (swapped) link.replaceWith(swapped.cloneNode());
    }
    Idiomorph.morph(document.documentElement, fresh.documentElement.children, {
      morphStyle: "innerHTML",
      restoreFocus: true,
      ignoreActiveValue: true,
      head: { style: "morph" },
      callbacks: {
        beforeNodeMorphed: (old) => old !== host,
        beforeNodeRemoved: (old) => old !== host && !old.hasAttribute?.("data-tearsheet"),
        // Nor is what the theme's script has brought to life.
        beforeAttributeUpdated: (name, node) => !OWN_STATE.has(`${node.localName}:${name}`) && !(name === "hidden" && node.dressed),
      },
    });
    attach();
  };

  let running = Promise.resolve();
  const refresh = () => {
    running = running.then(async () => {
      const answer = await fetch(location.href, { cache: "no-store", headers: { accept: "text/html" } });
      if (answer.redirected) return location.replace(answer.url);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const mark = fresh.querySelector("script[data-tearsheet]");
      if (!mark || !isFresh(fresh)) return location.reload();
      const news = { ...mark.dataset };
      if (news.digest !== own.digest) morph(fresh);
      Object.assign(own, news);
      showDraft();
      if (!panel.hidden) openPanel(false);
      document.dispatchEvent(new CustomEvent("tearsheet:page"));
    }).catch(() => location.reload());
  };

  const local = (url) => {
    const { origin, pathname } = new URL(url, location.href);
    return origin === location.origin ? decodeURIComponent(pathname) : null;
  };

  const isOf = (url, paths) => {
    const path = local(url);
    return path !== null && (paths === null || paths.some((changed) => path.endsWith(changed)));
  };

  const bust = (url) => {
    const fresh = new URL(url, location.href);
    fresh.searchParams.set("tearsheet", Date.now());
    return fresh.href;
  };

  // Puts the new style sheet beside the old one, which goes when the new one is there: no flash.
  const swap = (link) => {
    const fresh = link.cloneNode();
    fresh.dataset.tearsheetHref = link.dataset.tearsheetHref ?? link.getAttribute("href");
    fresh.href = bust(link.href);
    const done = () => {
      link.remove();
      document.dispatchEvent(new CustomEvent("tearsheet:style"));
    };
    fresh.addEventListener("load", done);
    fresh.addEventListener("error", done);
    link.after(fresh);
  };

  // `paths` are files that have changed; null is all of them.
  const files = (paths) => {
    if ([...document.scripts].some((node) => node.src && node !== script && !node.hasAttribute("data-tearsheet") && isOf(node.src, paths))) {
      return location.reload();
    }
    for (const link of document.querySelectorAll('link[rel~="stylesheet"][href]')) {
      if (isOf(link.href, paths)) swap(link);
      // One style sheet may take in another.
      else if (paths?.some((path) => path.endsWith(".css")) && local(link.href) !== null && hasImports(link)) swap(link);
    }
    for (const image of document.querySelectorAll("img[src]")) {
      if (isOf(image.src, paths)) image.src = bust(image.src);
    }
  };

  const hasImports = (link) => {
    try {
      return [...link.sheet.cssRules].some((rule) => rule instanceof CSSImportRule);
    } catch {
      return false;
    }
  };

  const listen = () => {
    const query = new URLSearchParams({ page: pathname(), digest: own.digest, version: own.version });
    const source = new EventSource(`${PREFIX}events?${query}`);
    const hear = (name, act) => source.addEventListener(name, (event) => act(JSON.parse(event.data)));
    hear("hello", ({ run }) => {
      lost.hidden = true;
      if (run !== own.run) {
        own.run = run;
        files(null);
        refresh();
      }
    });
    hear("page", ({ version }) => {
      own.version = version;
      refresh();
    });
    hear("moved", ({ url }) => location.replace(url + location.hash));
    hear("files", ({ paths }) => files(paths));
    hear("problems", showProblems);
    source.addEventListener("error", () => {
      // The browser would ask again for what the page was when it came.
      source.close();
      lost.hidden = false;
      setTimeout(listen, 500);
    });
    addEventListener("pagehide", () => source.close(), { once: true });
  };

  addEventListener("pageshow", (event) => {
    if (event.persisted) listen();
  });

  attach();
  showDraft();
  listen();
})();
