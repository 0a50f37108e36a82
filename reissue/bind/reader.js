// What the HTML edition can do beyond being read: notes as slips and beside the text, the numbers of printed pages, the
// record of changes, citations, search, and the place where one stopped. All of it is in the page already or made of what
// is there; nothing is sent anywhere. Texts of the book are only ever set as text, never as markup.
'use strict';
document.addEventListener('DOMContentLoaded', () => {
  const said = JSON.parse(document.getElementById('edition').textContent);
  const words = said.words;
  const root = document.documentElement;
  const asked = new URLSearchParams(location.search);
  const wide = matchMedia('(min-width: 80rem)');
  const chapters = [...document.querySelectorAll('.chapter')];
  const leaves = [...document.querySelectorAll('.pagebreak')];
  const put = (name, attributes = {}, ...inner) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith('on')) made.addEventListener(key.slice(2), value); else made.setAttribute(key, value);
    }
    made.append(...inner);
    return made;
  };
  const fill = (text, value) => text.replace('{}', () => value);
  const status = put('p', { class: 'said', role: 'status' });
  const keep = (name, value) => { try { localStorage.setItem(`${said.key} ${name}`, value); } catch { /* not allowed here */ } };
  const kept = name => { try { return localStorage.getItem(`${said.key} ${name}`) || ''; } catch { return ''; } };

  // The number of the printed page on which an element begins.
  const folio = element => {
    let low = 0;
    let high = leaves.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const before = leaves[middle].compareDocumentPosition(element) & (4 | 8 | 16);
      if (before || element.contains(leaves[middle])) low = middle + 1; else high = middle;
    }
    const own = element.querySelector('.pagebreak');
    const opening = own && !own.previousElementSibling && !own.previousSibling?.textContent.trim();
    const found = opening ? own : leaves.slice(0, low).reverse().find(leaf => !element.contains(leaf));
    return found ? found.dataset.folio : '';
  };

  // A copy of a note as it can stand elsewhere: without ids, and without the way back to the place where one is.
  const copied = (item, tabbed) => {
    const copy = put('div');
    copy.append(...[...item.cloneNode(true).childNodes]);
    copy.querySelectorAll('.backlink').forEach(link => link.remove());
    copy.querySelectorAll('[id]').forEach(element => element.removeAttribute('id'));
    if (!tabbed) copy.querySelectorAll('a').forEach(link => link.setAttribute('tabindex', '-1'));
    return copy;
  };
  const called = reference => document.getElementById(decodeURIComponent(reference.hash.slice(1)));
  const number = item => item.getAttribute('value') || item.querySelector('.note-mark')?.textContent || '';

  // A note as a slip by its reference: opened by click, touch or key, closed by Escape, and the focus goes back.
  const slip = put('div', { class: 'slip', popover: 'auto', role: 'dialog', tabindex: '-1' });
  let opener = null;
  if ('popover' in HTMLElement.prototype) {
    document.body.append(slip);
    slip.addEventListener('toggle', event => {
      if (event.newState === 'closed' && opener) {
        if (slip.contains(document.activeElement) || document.activeElement === document.body) {
          opener.focus({ preventScroll: true });
        }
        opener = null;
      }
    });
    document.addEventListener('click', event => {
      const reference = event.target.closest?.('a.noteref');
      const item = reference && called(reference);
      if (!item || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      const again = opener === reference && slip.matches(':popover-open');
      if (slip.matches(':popover-open')) slip.hidePopover();
      if (again) return;
      const close = put('button', { type: 'button', onclick: () => slip.hidePopover() }, words.close);
      const there = put('a', { href: reference.getAttribute('href'), onclick: () => { opener = null; slip.hidePopover(); } }, words.to_note);
      slip.replaceChildren(copied(item, true), put('p', { class: 'end' }, close, ' ', there));
      slip.setAttribute('aria-label', fill(words.note, reference.textContent));
      slip.lang = root.lang;
      slip.showPopover();
      const at = reference.getBoundingClientRect();
      const below = at.bottom + 8 + slip.offsetHeight <= innerHeight || at.top < slip.offsetHeight + 8;
      slip.style.left = `${Math.max(12, Math.min(at.left - 40, root.clientWidth - slip.offsetWidth - 12)) + scrollX}px`;
      slip.style.top = `${(below ? at.bottom + 8 : at.top - 8 - slip.offsetHeight) + scrollY}px`;
      opener = reference;
      slip.focus({ preventScroll: true });
    });
    // One who leaves the slip by the Tab key has done with it.
    slip.addEventListener('focusout', event => {
      if (event.relatedTarget && !slip.contains(event.relatedTarget)) { opener = null; slip.hidePopover(); }
    });
  }

  // The record, by paragraph. It is shown on request, whole or one kind alone.
  const [PLACE, RULE, ASKED, FOLIO, BEFORE, AFTER, WHY] = [0, 1, 2, 3, 4, 5, 6];
  const record = said.record || [];
  const byPlace = Map.groupBy ? Map.groupBy(record, row => row[PLACE]) : record.reduce(
    (found, row) => found.set(row[PLACE], [...(found.get(row[PLACE]) || []), row]), new Map());
  let kind = asked.has('record') ? asked.get('record') || '*' : '';
  const marked = rows => {
    const box = put('div', { class: 'marks', role: 'group', tabindex: '0', 'aria-label': words.record });
    for (const row of rows) {
      const where = row[FOLIO] ? `, ${fill(words.page, row[FOLIO])}` : '';
      const what = put('span', { class: 'rule' }, `${row[ASKED] ? `${words.question}: ` : ''}${row[RULE]}${where}: `);
      const line = put('p', row[ASKED] ? { class: 'asked' } : {}, what, put('del', {}, row[BEFORE] || '∅'), ' → ', put('ins', {}, row[AFTER] || '∅'));
      if (row[WHY]) line.append(' ', put('span', { class: 'why' }, row[WHY]));
      box.append(line);
    }
    return box;
  };

  // What stands beside the text, chapter by chapter as they come near: each thing as high as what it belongs to, or below
  // the one before it.
  const near = new Set();
  const beside = chapter => {
    chapter.querySelectorAll('.beside, .marks').forEach(one => one.remove());
    chapter.style.minHeight = '';
    const placed = [];
    if (kind) {
      for (const anchor of chapter.querySelectorAll('[id]')) {
        const rows = (byPlace.get(anchor.id) || []).filter(row => kind === '*' || row[RULE] === kind || (kind === '?' && row[ASKED]));
        if (!rows.length) continue;
        const box = marked(rows);
        const around = anchor.closest('li, blockquote, table, figure') || anchor;
        if (wide.matches) { box.classList.add('beside'); chapter.append(box); placed.push([anchor, box]); }
        else if (around.tagName === 'LI') around.append(box); else around.after(box);
      }
    } else if (wide.matches) {
      for (const reference of chapter.querySelectorAll('a.noteref')) {
        const item = called(reference);
        if (!item || reference.closest('[role="doc-endnotes"]')) continue;
        const box = put('aside', { class: 'beside', 'aria-hidden': 'true' });
        const inner = copied(item, false);
        const first = inner.querySelector('p') || inner;
        if (!inner.querySelector('.note-mark')) first.prepend(put('span', { class: 'number' }, `${number(item)} `));
        box.append(inner);
        chapter.append(box);
        placed.push([reference, box]);
      }
    }
    const top = chapter.getBoundingClientRect().top;
    const heights = placed.map(([anchor, box]) => [anchor.getBoundingClientRect().top - top, box.offsetHeight, box.firstElementChild.scrollHeight > box.firstElementChild.clientHeight + 2]);
    let free = 0;
    placed.forEach(([, box], place) => {
      const at = Math.max(heights[place][0], free);
      box.style.top = `${at}px`;
      if (!kind) box.classList.toggle('cut', heights[place][2]);
      free = at + heights[place][1] + 10;
    });
    if (free > chapter.offsetHeight) chapter.style.minHeight = `${free}px`;
  };
  const again = () => near.forEach(beside);
  const watcher = new IntersectionObserver(seen => {
    for (const { isIntersecting, target } of seen) {
      if (isIntersecting && !near.has(target)) { near.add(target); beside(target); }
    }
  }, { rootMargin: '100% 0px' });
  chapters.forEach(chapter => watcher.observe(chapter));
  let resized = 0;
  addEventListener('resize', () => { clearTimeout(resized); resized = setTimeout(again, 150); });
  document.fonts?.ready.then(again);
  addEventListener('beforeprint', () => slip.matches?.(':popover-open') && slip.hidePopover());

  // The address says what is shown, so that a link can show it too.
  const address = () => {
    const told = new URLSearchParams(asked);
    const text = [...told].map(([name, value]) => (value ? `${name}=${encodeURIComponent(value)}` : name)).join('&');
    try { history.replaceState(null, '', `${location.pathname}${text ? `?${text}` : ''}${location.hash}`); } catch { /* a file has no other address */ }
  };
  const tools = put('div', { class: 'tools' });
  if (leaves.length) {
    const button = put('button', { type: 'button' }, words.pages);
    const show = on => { root.classList.toggle('pages', on); button.setAttribute('aria-pressed', on); };
    show(asked.has('pages'));
    button.addEventListener('click', () => {
      const on = !root.classList.contains('pages');
      show(on);
      if (on) asked.set('pages', ''); else asked.delete('pages');
      address();
    });
    tools.append(button);
  }
  if (record.length) {
    const button = put('button', { type: 'button' }, words.record);
    const kinds = [...new Set(record.map(row => row[RULE]))].sort();
    const choice = put('select', { 'aria-label': words.record }, put('option', { value: '*' }, words.all));
    if (record.some(row => row[ASKED])) choice.append(put('option', { value: '?' }, words.question));
    choice.append(...kinds.map(name => put('option', { value: name }, name)));
    const show = () => {
      root.classList.toggle('record', Boolean(kind));
      button.setAttribute('aria-pressed', Boolean(kind));
      choice.hidden = !kind;
      if (kind) choice.value = kind;
    };
    const change = to => {
      kind = to;
      if (kind) asked.set('record', kind === '*' ? '' : kind); else asked.delete('record');
      show();
      again();
      address();
    };
    if (kind && kind !== '?' && !kinds.includes(kind)) kind = '*';
    show();
    button.addEventListener('click', () => change(kind ? '' : choice.value));
    choice.addEventListener('change', () => change(choice.value));
    tools.append(button, choice);
  }

  // The paragraph that is meant: the one that is marked, led to, or at the top of the window.
  const selected = () => {
    const range = getSelection();
    const text = range.rangeCount && !range.isCollapsed ? String(range).trim() : '';
    const from = range.anchorNode;
    return [text, text && (from.nodeType === Node.TEXT_NODE ? from.parentElement : from)];
  };
  const paragraph = element => element?.closest?.('.chapter p[id], li[id^="par-"]');
  const atTop = () => {
    for (let y = 40; y < innerHeight; y += 30) {
      const box = chapters.find(one => one.getBoundingClientRect().bottom > y)?.getBoundingClientRect();
      if (!box) return null;
      const found = paragraph(document.elementFromPoint(Math.min(box.left + box.width * 0.4, innerWidth - 30), y));
      if (found) return found;
    }
    return null;
  };
  const linked = element => `${location.href.replace(/[?#].*/, '')}#${element.id}`;

  if (chapters.length || said.cite) {
    const copyButton = (label, text) => put('button', {
      type: 'button',
      onclick: async event => {
        try { await navigator.clipboard.writeText(text()); } catch {
          const field = put('textarea', {}, text());
          event.target.after(field);
          field.select();
          document.execCommand('copy');
          field.remove();
          event.target.focus();
        }
        status.textContent = words.copied;
      },
    }, label);
    const dialog = put('dialog', { class: 'slip', 'aria-label': words.cite });
    const show = () => {
      const [text, where] = selected();
      const meant = paragraph(where) || paragraph(document.getElementById(location.hash.slice(1))) || atTop();
      const parsed = html => [...new DOMParser().parseFromString(html, 'text/html').body.childNodes];
      const whole = put('p', {}, ...parsed(said.cite.whole));
      const csl = place => JSON.stringify([{ ...said.csl, URL: place ? linked(place) : location.href.replace(/[?#].*/, '') }], null, 1);
      const bibtex = place => said.cite.bibtex.replace(/\}\s*$/, () => `  url = {${place ? linked(place) : location.href.replace(/[?#].*/, '')}},\n${place && folio(place) ? `  pages = {${folio(place)}},\n` : ''}}`);
      const inner = [put('h2', {}, words.cite_this), whole];
      inner.push(put('div', { class: 'row' }, copyButton('Chicago', () => whole.textContent), copyButton('BibTeX', () => bibtex()), copyButton('CSL JSON', () => csl())));
      if (meant) {
        const page = folio(meant);
        const shown = put('a', { href: `#${meant.id}`, onclick: () => dialog.close() }, ...parsed(said.cite.note));
        shown.lastChild.data = shown.lastChild.data.replace('{page}, ', () => (page ? `${fill(words.page, page)}, ` : '')).replace('{address}', () => linked(meant));
        const note = shown.textContent;
        const passage = `${text || meant.textContent.trim()}\n\n${note}`;
        inner.push(put('h2', {}, words.cite_paragraph), put('p', {}, shown));
        inner.push(put('div', { class: 'row' }, copyButton('Chicago', () => note), copyButton('BibTeX', () => bibtex(meant)), copyButton('CSL JSON', () => csl(meant)), copyButton(words.passage, () => passage)));
      }
      dialog.replaceChildren(...inner, put('button', { type: 'button', onclick: () => dialog.close() }, words.close));
      dialog.showModal();
    };
    document.body.append(dialog);
    tools.append(put('button', { type: 'button', onclick: show }, words.cite));
  }

  // The place where one stopped is kept in this browser alone, and offered, not gone to unasked.
  const file = location.pathname.replace(/.*\//, '');
  const [stopped, name] = kept('place').split('#');
  if (name && !location.hash && (stopped !== file || document.getElementById(name))) {
    tools.append(put('a', { href: stopped === file ? `#${name}` : `${encodeURI(stopped)}#${name}` }, words.resume));
  }
  const line = put('div', { class: 'read', 'aria-hidden': 'true' });
  document.body.append(line);
  let waiting = 0;
  addEventListener('scroll', () => {
    line.style.transform = `scaleX(${scrollY / Math.max(1, root.scrollHeight - innerHeight)})`;
    if (waiting || !chapters.length) return;
    waiting = setTimeout(() => {
      waiting = 0;
      const place = scrollY > innerHeight && atTop();
      if (place) keep('place', `${file}#${place.id}`);
    }, 600);
  }, { passive: true });

  // Search: in an index of our own that is fetched when it is first wanted. Accents count for nothing, nor do capitals.
  const ALIKE = { 'æ': 'ae', 'œ': 'oe', 'ø': 'o', 'ß': 'ss', 'ł': 'l', 'đ': 'd', 'ð': 'd', 'þ': 'th', 'ı': 'i', '’': "'", '‘': "'" };
  const fold = text => text.normalize('NFKD').replace(/[\p{M}\u00ad]/gu, '').toLowerCase().replace(/[æœøßłđðþı’‘]/g, sign => ALIKE[sign]);
  const index = () => new Promise((done, failed) => {
    if (window.bookIndex) { done(window.bookIndex); return; }
    document.head.append(put('script', { src: said.index, onload: () => done(window.bookIndex), onerror: failed }));
  });
  const shown = (text, sought) => {
    const folded = [...text].map(fold);
    const whole = folded.join('');
    const at = Math.max(0, whole.search(sought[0]));
    let [from, seen] = [0, 0];
    while (from < folded.length && seen + folded[from].length <= at) { seen += folded[from].length; from += 1; }
    const signs = [...text];
    let low = Math.max(0, from - 60);
    while (low && /\S/.test(signs[low - 1])) low -= 1;
    const line = put('span');
    line.append(low ? '… ' : '');
    for (const piece of signs.slice(low, from + 120).join('').split(/([\p{L}\p{N}\p{M}’']+)/u)) {
      line.append(sought.some(one => one.test(fold(piece))) ? put('mark', {}, piece) : piece);
    }
    line.append(from + 120 < signs.length ? ' …' : '');
    return line;
  };
  const box = document.querySelector('[role="search"]');
  if (box && said.index) {
    const field = put('input', { type: 'search', 'aria-label': words.search, placeholder: words.search, autocomplete: 'off' });
    const list = put('ol');
    const count = put('p', { role: 'status' });
    box.hidden = false;
    box.append(field, count, list);
    let turn = 0;
    const seek = async () => {
      turn += 1;
      const own = turn;
      const typed = fold(field.value).match(/[\p{L}\p{N}']+/gu) || [];
      if (!typed.length || (typed.length === 1 && typed[0].length < 2)) { list.replaceChildren(); count.textContent = ''; return; }
      const { chapters: all } = await index();
      if (own !== turn) return;
      const sought = typed.map(word => new RegExp(`(?<![\\p{L}\\p{N}])${word}`, 'u'));
      const found = [];
      for (const [target, title, rows] of all) {
        for (const row of rows) {
          row[2] ??= fold(row[1]);
          if (sought.every(one => one.test(row[2]))) found.push([`${target}#${row[0]}`, title, row[1]]);
        }
      }
      count.textContent = found.length ? fill(words.found, found.length) : words.none;
      list.replaceChildren(...found.slice(0, 100).map(([href, title, text]) => put('li', {}, put('a', { href }, title), ' ', shown(text, sought))));
    };
    field.addEventListener('input', seek);
    field.addEventListener('keydown', event => {
      if (event.key === 'Enter') list.querySelector('a')?.focus();
      if (event.key === 'Escape') { field.value = ''; seek(); }
    });
    // An address of a page or a paragraph that is given to the first page of the edition leads on to where it stands.
    const wanted = decodeURIComponent(location.hash.slice(1));
    if (wanted && !document.getElementById(wanted)) {
      index().then(({ places, chapters: all }) => {
        const target = places[wanted] || all.find(([, , rows]) => rows.some(([id]) => id === wanted))?.[0];
        if (target && target !== file) location.replace(`${target}#${wanted}`);
      }, () => {});
    }
  }

  const nav = document.querySelector('body > nav[role="doc-toc"]');
  if (nav) {
    const fold = nav.querySelector('details');
    const beside = matchMedia('(min-width: 64rem)');
    const open = () => { if (beside.matches) fold.open = true; };
    open();
    beside.addEventListener('change', open);
    fold.addEventListener('click', event => { if (!beside.matches && event.target.closest('a')) fold.open = false; });
    nav.append(tools);

    // The entry of the contents in which one is reading.
    const entries = new Map([...nav.querySelectorAll('li > a')].filter(link => link.hash && link.pathname === location.pathname).map(link => [link.hash, link]));
    let current = null;
    const follow = () => {
      const above = element => element.getBoundingClientRect().top < innerHeight / 4;
      const chapter = chapters.filter(above).pop();
      const heading = chapter && [...chapter.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(one => entries.has(`#${one.id}`) && above(one)).pop();
      const entry = heading ? entries.get(`#${heading.id}`) : null;
      if (entry === current) return;
      current?.removeAttribute('aria-current');
      entry?.setAttribute('aria-current', 'location');
      current = entry;
      if (!entry || !beside.matches) return;
      const [own, whole] = [entry.getBoundingClientRect(), nav.getBoundingClientRect()];
      if (own.top < whole.top || own.bottom > whole.bottom) nav.scrollTop += own.top - whole.top - nav.clientHeight / 3;
    };
    let soon = 0;
    addEventListener('scroll', () => { soon ||= setTimeout(() => { soon = 0; follow(); }, 150); }, { passive: true });
    follow();
  } else {
    (document.querySelector('main > nav') ?? document.querySelector('main')).before(tools);
  }
  (nav || document.querySelector('main')).append(status);
});
