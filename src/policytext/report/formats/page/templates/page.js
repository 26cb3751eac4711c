"use strict";
(async () => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const el = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value !== undefined) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };
  // Invisible characters are shown as escapes, as in the page's own HTML.
  const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;
  const show = (text) => text.replace(hidden, (c) => c === "\n" ? c :
    `[U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}]`);

  const data = await unpack(JSON.parse($("#data").textContent));
  const ui = data.ui;
  const say = (key, values) => ui[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const status = (text) => { $("#status").textContent = text; };

  async function unpack(found) {
    if (typeof found !== "string") return found;
    const bytes = Uint8Array.from(atob(found), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(new TextDecoder("utf-16le").decode(await new Response(stream).arrayBuffer()));
  }

  // ---- hits -----------------------------------------------------------------------------
  const sets = new Map(data.sets.map((set) => [set.key, set]));
  const docIndex = new Map(data.docs.map((doc, index) => [doc.id, index]));
  const cache = new Map();

  function hitsOf(set, doc) {
    const key = set.key + "/" + doc;
    if (!cache.has(key)) {
      const entry = set.hits.find((hit) => hit[0] === doc);
      cache.set(key, entry ? decode(set, entry) : []);
    }
    return cache.get(key);
  }

  function decode(set, [doc, , terms, distances, indices, lengths]) {
    let at = 0;
    return distances.map((distance, i) => {
      at += distance;
      const term = terms[indices ? indices[i] : 0];
      return { set, doc, term, start: at, end: at + (lengths ? lengths[i] : term.length) };
    });
  }

  const conventionsOf = (chosen, docs) => [...new Set(chosen.flatMap((set) =>
    set.hits.filter((hit) => docs.includes(hit[0])).map((hit) => hit[1])))].sort().join("  ");
  const families = data.sets.filter((set) => set.kind === "family");
  const WINDOW = 30;

  function context(hit) {
    const text = data.docs[hit.doc].text;
    const from = Math.max(text.lastIndexOf("\n", hit.start - 1) + 1, hit.start - WINDOW);
    const stop = text.indexOf("\n", hit.end);
    const to = Math.min(stop < 0 ? text.length : stop, hit.end + WINDOW);
    return [text.slice(from, hit.start), text.slice(hit.start, hit.end), text.slice(hit.end, to)];
  }

  const regionOf = (hit) => data.docs[hit.doc].regions.find((r) => r[1] <= hit.start && hit.start < r[2])?.[0] ?? "";

  function kwicLine(hit, number) {
    const doc = data.docs[hit.doc];
    const [left, node, right] = context(hit).map(show);
    const href = `#text/${encodeURIComponent(doc.id)}/${hit.start}`;
    return el("li", {},
      number ? el("span", { class: "no" }, String(number)) : el("span", { class: "badge" }, doc.key),
      el("span", { class: "l" }, el("bdi", {}, left)),
      el("a", { class: "n", href, title: ui.to_text }, node),
      el("span", { class: "r" }, el("bdi", {}, right)));
  }

  // ---- the drawer -----------------------------------------------------------------------
  const drawer = $("#drawer");
  let pending = [];

  function openDrawer(key, id, term) {
    const set = sets.get(key), doc = docIndex.get(id);
    if (!set || doc === undefined) return;
    const hits = hitsOf(set, doc).filter((hit) => !term || hit.term === term);
    const { key: letter, title } = data.docs[doc];
    $("#drawer-title").replaceChildren(say("passages", { label: show(term || set.label), n: hits.length }),
      el("small", {}, say("passages_in", { key: letter, title: show(title) })));
    $("#drawer-convention").textContent = conventionsOf([set], [doc]);
    $("#drawer-body").replaceChildren(el("ol", { class: "kwic" }));
    $("#drawer-all").hidden = set.kind === "words" || !$("#kwic");
    $("#drawer-all").href = `#concordance/${[key, id].map(encodeURIComponent).join("/")}`;
    pending = hits.slice();
    addPending();
    if (!drawer.open) drawer.showModal();
    $("#drawer-title").focus();
  }

  function addPending() {
    const shown = $$("#drawer-body li").length;
    $("#drawer-body ol").append(...pending.splice(0, 100).map((hit, i) => kwicLine(hit, shown + i + 1)));
    $("#drawer-more").hidden = !pending.length;
    if (!$("#drawer-body li")) $("#drawer-body").textContent = ui.no_hits;
  }
  $("#drawer-more").addEventListener("click", addPending);
  $("#drawer .close").addEventListener("click", () => drawer.close());
  drawer.addEventListener("click", (event) => { if (event.target === drawer) drawer.close(); });

  // ---- the concordance ------------------------------------------------------------------
  const PAGE = 30;
  const kwic = { page: 0, lines: [] };

  function setUpConcordance() {
    if (!$("#kwic")) return;
    const option = (value, label) => el("option", { value }, show(label));
    const group = (label, kind) => el("optgroup", { label },
      ...data.sets.filter((set) => set.kind === kind).map((set) => option(set.key, set.label)));
    const total = families.reduce((n, set) => n + set.hits.reduce((m, hit) => m + hit[3].length, 0), 0);
    // So many hits at once are slow to sort, and nobody reads them.
    if (total < 20000) $("#kwic-set").append(option("", ui.all_families));
    $("#kwic-set").append(group(ui.families, "family"), group(ui.claims, "claim"));
    $("#kwic-doc").append(option("", ui.all), ...data.docs.map((doc) => option(doc.id, `${doc.key} ${doc.title}`)));
    const regions = [...new Set(data.docs.flatMap((doc) => doc.regions.map((r) => r[0])))];
    $("#kwic-region").append(option("", ui.all), ...regions.map((name) => option(name, ui["region." + name] ?? name)));
    $("#kwic-form").addEventListener("input", () => refreshConcordance());
    $("#kwic-form").addEventListener("submit", (event) => event.preventDefault());
    $("#kwic-pager .prev").addEventListener("click", () => { kwic.page -= 1; drawConcordance(); });
    $("#kwic-pager .next").addEventListener("click", () => { kwic.page += 1; drawConcordance(); });
    refreshConcordance();
  }

  function refreshConcordance() {
    const chosen = $("#kwic-set").value, id = $("#kwic-doc").value;
    const region = $("#kwic-region").value, wanted = $("#kwic-filter").value.trim();
    const docs = id ? [docIndex.get(id)] : data.docs.map((_, index) => index);
    const wantedSets = chosen ? [sets.get(chosen)] : families;
    let hits = docs.flatMap((doc) => wantedSets.flatMap((set) => hitsOf(set, doc)));
    if (region) hits = hits.filter((hit) => regionOf(hit) === region);
    if (wanted) hits = hits.filter((hit) => context(hit).join("").includes(wanted));
    kwic.lines = sortHits(hits, $("#kwic-sort").value);
    kwic.page = 0;
    $("#kwic-convention").textContent = conventionsOf(wantedSets, docs);
    drawConcordance();
  }

  function sortHits(hits, by) {
    if (by === "position") return hits.sort((a, b) => a.doc - b.doc || a.start - b.start);
    const part = { left: (c) => [...c[0]].reverse().join(""), node: (c) => c[1], right: (c) => c[2] }[by];
    const keyed = hits.map((hit) => [part(context(hit)), hit]);
    keyed.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1].doc - b[1].doc || a[1].start - b[1].start));
    return keyed.map((pair) => pair[1]);
  }

  function drawConcordance() {
    const pages = Math.max(1, Math.ceil(kwic.lines.length / PAGE));
    kwic.page = Math.min(Math.max(kwic.page, 0), pages - 1);
    const shown = kwic.lines.slice(kwic.page * PAGE, (kwic.page + 1) * PAGE);
    $("#kwic").replaceChildren(el("ol", { class: "kwic", start: kwic.page * PAGE + 1 }, ...shown.map((hit) => kwicLine(hit))));
    $("#kwic-shown").textContent = say("hits", { n: kwic.lines.length });
    pager($("#kwic-pager"), kwic.page, pages);
  }

  function pager(root, page, pages) {
    root.hidden = pages < 2;
    $(".page", root).textContent = say("page", { a: page + 1, b: pages });
    $(".prev", root).disabled = page === 0;
    $(".next", root).disabled = page === pages - 1;
  }

  // ---- reading a document ---------------------------------------------------------------
  const reading = new Map();

  function openDocument(index) {
    const root = $(`details[data-doc="${index}"]`);
    if (!root || reading.has(index)) return root;
    const state = { root, family: null, here: null };
    reading.set(index, state);
    const doc = data.docs[index];
    const chips = families.filter((set) => hitsOf(set, index).length).map((set) => {
      const chip = el("button", { type: "button", "aria-pressed": "false" }, `${show(set.label)} `, el("small", {}, String(hitsOf(set, index).length)));
      chip.addEventListener("click", () => {
        state.family = state.family === set ? null : set;
        $$(".chips button", root).forEach((other) => other.setAttribute("aria-pressed", String(other === chip && state.family === set)));
        drawText(index);
      });
      return chip;
    });
    $(".chips", root).append(...chips);
    if (doc.outline.length) {
      $(".outline", root).hidden = false;
      const top = Math.min(...doc.outline.map((item) => item[0]));
      $(".outline ol", root).append(...doc.outline.map(([level, title, start]) =>
        el("li", level > top ? { class: "deep" } : {},
          el("a", { href: `#text/${encodeURIComponent(doc.id)}/${start}` }, show(title) || "–"))));
    }
    drawText(index);
    return root;
  }

  function drawText(index) {
    const { root, family, here } = reading.get(index);
    const doc = data.docs[index];
    const hits = (family ? [family] : families).flatMap((set) => hitsOf(set, index));
    const marks = hits.map((hit) => [hit.start, hit.end, hit.set]);
    if (here) marks.push([...here, null]);
    const parts = doc.regions.map(([name, start, end]) => {
      const section = el("div", { class: "region " + name });
      let at = start;
      for (const line of doc.text.slice(start, end).split("\n")) {
        section.append(el("p", {}, ...paragraph(doc.text, at, at + line.length, marks)));
        at += line.length + 1;
      }
      return section;
    });
    $(".text", root).replaceChildren(...parts);
    $(".text", root).classList.toggle("one", Boolean(family));
  }

  function paragraph(text, start, end, marks) {
    const own = marks.filter((mark) => mark[0] < end && mark[1] > start);
    const cuts = [...new Set([start, end, ...own.flatMap((m) => [m[0], m[1]])])].filter((c) => c >= start && c <= end).sort((a, b) => a - b);
    return cuts.slice(1).map((stop, i) => {
      const piece = show(text.slice(cuts[i], stop));
      const over = own.filter((m) => m[0] <= cuts[i] && m[1] >= stop);
      if (!over.length) return piece;
      const names = over.filter((m) => m[2]).map((m) => show(m[2].label));
      return el("mark", { class: over.some((m) => !m[2]) ? "here" : undefined, title: names.join(" · ") || undefined }, piece);
    });
  }

  function showPlace(id, start) {
    const index = docIndex.get(id);
    if (index === undefined) return;
    const root = openDocument(index);
    if (!root) return;
    root.open = true;
    const state = reading.get(index);
    const covering = data.sets.flatMap((set) => hitsOf(set, index)).find((hit) => hit.start === start);
    const line = data.docs[index].text.indexOf("\n", start);
    state.here = [start, covering ? covering.end : Math.min(line < 0 ? Infinity : line, start + 12)];
    drawText(index);
    const mark = $("mark.here", root);
    if (mark) { mark.setAttribute("tabindex", "-1"); mark.scrollIntoView({ block: "center" }); mark.focus({ preventScroll: true }); }
  }
  $$("details.doc").forEach((root) => root.addEventListener("toggle", () => { if (root.open) openDocument(Number(root.dataset.doc)); }));

  // ---- tables ---------------------------------------------------------------------------
  const ROWS = 100;
  const cellText = (cell) => cell === null ? "–" : typeof cell === "number" && !Number.isInteger(cell)
    ? (Math.abs(cell) < 1000 ? cell.toFixed(3) : Math.round(cell).toLocaleString("en-US"))
    : typeof cell === "number" ? cell.toLocaleString("en-US") : show(String(cell));

  const linkOf = new Map();

  function setUpTable(root) {
    const table = data.tables[root.dataset.table];
    table.links.forEach((link, i) => { if (link) linkOf.set(table.rows[i], link); });
    const state = { rows: table.rows, page: 0, column: -1, down: false };
    const draw = () => drawTable(root, table, state);
    $$("th button", root).forEach((button) => button.addEventListener("click", () => {
      const column = Number(button.dataset.column);
      state.down = state.column === column ? !state.down : table.numeric[column];
      state.column = column;
      $$("th", root).forEach((th, i) => th.setAttribute("aria-sort", i !== column ? "none" : state.down ? "descending" : "ascending"));
      choose();
    }));
    $(".filter", root).addEventListener("input", choose);
    $(".copy", root).addEventListener("click", () => copyTable(root, state));
    $(".prev", root).addEventListener("click", () => { state.page -= 1; draw(); });
    $(".next", root).addEventListener("click", () => { state.page += 1; draw(); });
    pager($(".pager", root), 0, Math.ceil(table.rows.length / ROWS));
    function choose() {
      const wanted = $(".filter", root).value.trim().toLowerCase();
      state.rows = table.rows.filter((row) => !wanted || row.some((cell) => cellText(cell).toLowerCase().includes(wanted)));
      if (state.column >= 0) state.rows = sortRows(state.rows, state.column, state.down);
      state.page = 0;
      draw();
    }
  }

  function sortRows(rows, column, down) {
    const sign = down ? -1 : 1;
    // Undefined cells are last in both directions.
    return rows.slice().sort((a, b) => {
      const x = a[column], y = b[column];
      if (x === null || y === null) return (x === null) - (y === null);
      return x < y ? -sign : x > y ? sign : 0;
    });
  }

  function drawTable(root, table, state) {
    const pages = Math.max(1, Math.ceil(state.rows.length / ROWS));
    state.page = Math.min(Math.max(state.page, 0), pages - 1);
    const shown = state.rows.slice(state.page * ROWS, (state.page + 1) * ROWS);
    $("tbody", root).replaceChildren(...shown.map((row) => el("tr", {}, ...row.map((cell, i) => {
      const link = i === table.linked && linkOf.get(row);
      const text = cellText(cell);
      return el("td", table.numeric[i] ? { class: "r" } : {}, link ? el("a", { class: "num", href: "#" + link }, text) : text);
    }))));
    $(".shown", root).textContent = say("shown", { a: state.rows.length, b: table.rows.length });
    pager($(".pager", root), state.page, pages);
  }

  async function copyTable(root, state) {
    const head = $$("th", root).map((th) => th.textContent);
    const clean = (cell) => cell === null ? "" : String(cell).replace(/[\t\r\n]/g, " ");
    const text = [head, ...state.rows].map((row) => row.map(clean).join("\t")).join("\n");
    try { await navigator.clipboard.writeText(text); } catch (error) {
      const area = el("textarea", {}); area.value = text;
      document.body.append(area); area.select(); document.execCommand("copy"); area.remove();
    }
    $(".shown", root).textContent = ui.copied;
  }

  // ---- hints, theme, addresses ----------------------------------------------------------
  // A link of a chart has its address as an animated string.
  const hashOf = (link) => link.hash ?? link.href.baseVal;
  const tip = $("#tip");
  function showTip(target, text) {
    tip.textContent = text;
    tip.hidden = false;
    const box = target.getBoundingClientRect(), own = tip.getBoundingClientRect();
    const left = Math.min(Math.max(8, box.left + box.width / 2 - own.width / 2), innerWidth - own.width - 8);
    const top = box.top - own.height - 8;
    tip.style.left = left + "px";
    tip.style.top = (top < 8 ? box.bottom + 8 : top) + "px";
  }
  // The other numbers of a row and its bar open the same passages as its count.
  const countBeside = (node) => node.closest?.("td.r, .meter")?.closest("tr, li")?.querySelector("a.num");
  function onTip(event) {
    const target = event.target.closest?.("a.num[aria-label], .chart a") ?? countBeside(event.target);
    const text = target?.getAttribute("aria-label");
    if (text) showTip(target, text); else tip.hidden = true;
  }
  document.addEventListener("pointerover", onTip);
  document.addEventListener("focusin", onTip);
  addEventListener("scroll", () => { tip.hidden = true; }, { passive: true });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") tip.hidden = true; });
  // On a strip, the hint names the hit nearest to the pointer.
  $$("#fig-positions .chart a").forEach((line) => line.addEventListener("pointermove", (event) => {
    const [key, id] = hashOf(line).split("/").slice(1).map(decodeURIComponent);
    const box = line.getBoundingClientRect(), doc = docIndex.get(id);
    const at = (event.clientX - box.left) / box.width * data.docs[doc].text.length;
    const hits = hitsOf(sets.get(key), doc);
    const near = hits.reduce((best, hit) => Math.abs(hit.start - at) < Math.abs(best.start - at) ? hit : best, hits[0]);
    if (near) showTip(line, `${hits.indexOf(near) + 1} / ${hits.length} · …${context(near).map(show).join("")}…`);
  }));

  const themes = ["auto", "light", "dark"];
  const themeButton = $("#theme");
  themeButton.hidden = false;
  const currentTheme = () => document.documentElement.dataset.theme ?? "auto";
  const themeLabel = themeButton.getAttribute("aria-label");
  function paintTheme() {
    themeButton.textContent = ui["theme_" + currentTheme()];
    themeButton.setAttribute("aria-label", `${themeButton.textContent}: ${themeLabel}`);
  }
  themeButton.addEventListener("click", () => {
    const next = themes[(themes.indexOf(currentTheme()) + 1) % 3];
    if (next === "auto") delete document.documentElement.dataset.theme; else document.documentElement.dataset.theme = next;
    try { if (next === "auto") localStorage.removeItem("policytext-theme"); else localStorage.setItem("policytext-theme", next); } catch (error) { /* a page opened from a file may have no storage */ }
    paintTheme();
    status(ui["theme_" + next]);
  });
  paintTheme();

  function go() {
    const [what, first, second, third] = location.hash.slice(1).split("/").map(decodeURIComponent);
    if (what === "passages") return openDrawer(first, second, third);
    if (drawer.open) drawer.close();
    if (what === "text") return showPlace(first, Number(second));
    if (what === "concordance" && first) {
      $("#kwic-set").value = first;
      $("#kwic-doc").value = second ?? "";
      refreshConcordance();
      $("#concordance").scrollIntoView();
    }
    const target = what && document.getElementById(what);
    if (target instanceof HTMLDetailsElement) target.open = true;
    return undefined;
  }
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("a, button")) countBeside(event.target)?.click();
  });
  // A number clicked twice opens twice, though the address stays the same.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#passages/'], a[href^='#text/'], a[href^='#concordance/']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    tip.hidden = true;
    if (hashOf(link) === location.hash) go(); else location.hash = hashOf(link);
  });
  drawer.addEventListener("close", () => { if (location.hash.startsWith("#passages/")) history.replaceState(null, "", "#"); });
  addEventListener("hashchange", go);

  // The bar marks the section being read.
  const links = new Map($$(".bar nav a").map((link) => [link.hash.slice(1), link]));
  const watcher = new IntersectionObserver((entries) => entries.forEach((entry) => {
    const link = links.get(entry.target.id);
    if (entry.isIntersecting) link?.setAttribute("aria-current", "true"); else link?.removeAttribute("aria-current");
  }), { rootMargin: "-30% 0px -65% 0px" });
  $$("main > section").forEach((section) => watcher.observe(section));
  setUpConcordance();
  $$("details.table").forEach(setUpTable);
  document.documentElement.dataset.ready = "";
  go();
})();
