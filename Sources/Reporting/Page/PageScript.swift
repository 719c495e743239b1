/// The page's own script: it shows, finds, sorts and switches; of what it shows it computes nothing.
///
/// `PageData` says what `D` holds. No library, no request, no inline handler; every text of the inputs goes in as text. Under ten kilobytes as sent, since each page carries it.
public enum PageScript {
    /// As it stands in a page.
    public static let text: String = {
        // Spaces for the eye are not sent along; no string of the script has these pairs.
        var text = source.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: "\n")
        for sign in ["=>", "=", ",", ";", "?", "&&", "||", "+", "<", ">"] {
            text = text.replacing(" \(sign) ", with: sign).replacing("\(sign) ", with: sign).replacing(" \(sign)", with: sign)
        }
        return text
    }()

    private static let source = #"""
        'use strict';
        const $ = s => document.querySelector(s), all = (s, e = document) => [...e.querySelectorAll(s)], root = document.documentElement;
        const D = JSON.parse($('#data').textContent), SVG = 'http://www.w3.org/2000/svg';
        const mind = {lang: D.lang, view: D.view, h: D.h, theme: '', node: '', gone: ''};
        for (const [k, v] of new URLSearchParams(location.hash.slice(1))) if (k in mind) mind[k] = v;
        const zh = () => mind.lang === 'en' ? 0 : 1, w = x => Array.isArray(x) ? x[zh()] : x, say = (k, ...v) => v.reduce((s, x, i) => s.replace(`{${i}}`, x), w(D.words[k]));
        const at = new Map(D.nodes.map((n, i) => [n.id, i])), drawn = new Map(), lines = new Map(), held = new Map(), folds = new Map(D.folds.map(f => [f[0] + f[1], f[2]]));
        const put = (m, k, v) => m.set(k, [...m.get(k) || [], v]), hear = (e, ...how) => e.addEventListener(...how), on = (s, ...how) => all(s).forEach(e => hear(e, ...how));
        const own = g => at.get(g?.dataset.n.replace(/^control:/, ''));
        all('.node[data-n]').forEach(g => {
          const i = own(g), parts = (i === undefined ? [] : [i]).concat(folds.get(g.closest('.view').dataset.v + g.dataset.n) || []);
          held.set(g, parts);
          parts.forEach(i => put(drawn, i, g));
        });
        all('.edge[data-e]').forEach(g => put(lines, g.dataset.e, g));
        const shapes = i => drawn.get(i) || [], name = i => D.nodes[i].name, picture = () => $('.view:not([hidden]) svg'), rows = all('#parts tbody tr'), pictures = all('.view svg');
        const state = code => code >> 2 * mind.h & 3, gone = () => D.removals.find(r => r.key === mind.gone);
        const wipe = c => all('.' + c).forEach(e => e.classList.remove(c));

        function el(tag, attributes, ...content) {
          const e = document.createElement(tag);
          for (const k in attributes) k === 'click' ? hear(e, k, attributes[k]) : e.setAttribute(k, attributes[k]);
          e.append(...content);
          return e;
        }
        function keep() {
          history.replaceState(null, '', '#' + new URLSearchParams(Object.entries(mind).filter(x => x[1] !== '')));
        }
        function show(view) {
          mind.view = view;
          all('.view').forEach(e => e.hidden = e.dataset.v !== view || (e.lang && e.lang !== mind.lang));
          all('nav button').forEach(b => b.setAttribute('aria-pressed', b.value === view));
          $('.zoom').hidden = !picture();
          badges();
          keep();
        }
        function speak() {
          root.lang = mind.lang;
          all('[data-en]').forEach(e => e.textContent = zh() ? e.dataset.zh : e.dataset.en);
          all('[data-label]').forEach(e => e.setAttribute('placeholder' in e ? 'placeholder' : 'aria-label', say(e.dataset.label)));
          document.title = $('h1').textContent;
          $('#h').value = mind.h;
          show(mind.view);
          lose(mind.gone);
          pick(at.get(mind.node));
        }

        function steps(path, end) {
          const list = el('ol', {class: 'path'});
          for (const e of path) {
            const [from, to, verb, sure, source] = D.edges[e];
            list.append(el('li', {}, go(from), ` ${w(D.verbs[verb])} `, go(to), sure < 3 ? ` (${w(D.certainty[sure])})` : '',
              source < 0 ? '' : el('div', {class: 'src'}, w(D.sources[source]))));
          }
          list.append(el('li', {}, end));
          return list;
        }
        const go = i => el('button', {class: 'link', click: () => pick(i)}, name(i));
        function pick(i, g) {
          const n = D.nodes[i], box = $('#detail'), path = n?.path || [], parts = held.get(g) || [];
          mind.node = n ? n.id : '';
          light(i, path);
          keep();
          box.replaceChildren(...n || parts.length ? [] : [el('p', {class: 'hint'}, say('hint'))]);
          if (parts.length > 1) box.append(el('h3', {}, say('holds', parts.length)), el('ul', {}, ...parts.slice(0, 200).map(i => el('li', {}, go(i))), parts.length > 200 ? '…' : ''));
          if (!n) return;
          box.prepend(el('h2', {}, [w(D.kinds[n.kind]), n.vendor].filter(Boolean).join(' · ')), el('strong', {}, n.name),
            el('div', {class: 'src'}, n.id), el('p', {}, say('value' + n.value, D.of)),
            el('p', {}, n.places.map(([code, sure]) => `${code} (${w(D.certainty[sure])})`).join(' · ')));
          if (n.path) box.append(el('h3', {}, say('why')), steps(path, say('reached', path.length ? name(D.edges[path.at(-1)][1]) : n.name, D.of)));
          for (const [f, sure, way] of n.flags) {
            const flag = D.flags[f];
            box.append(el('h3', {}, flag.id), el('p', {}, [w(flag.name), w(flag.effect), w(D.certainty[sure])].join(' · ')), steps(way, w(flag.begins)));
          }
          for (const p of D.proofs) if (p.node === i) box.append(el('h3', {}, say('proof', name(p.target))), el('pre', {}, w(p.lines).join('\n')));
          const r = D.removals.find(r => r.node === i);
          if (r) box.append(el('h3', {}, say('ifGone')), outcome(r), el('button', {click: () => lose(r.key)}, say('onPicture')));
        }
        function light(i, path) {
          wipe('on');
          if (i !== undefined) shapes(i).forEach(g => g.classList.add('on'));
          for (const e of path) {
            const [a, b] = D.edges[e], ids = [D.nodes[a].id, D.nodes[b].id];
            [...shapes(a), ...shapes(b), ...lines.get(ids.join('|')) || [], ...lines.get(ids.reverse().join('|')) || []].forEach(g => g.classList.add('on'));
          }
          pictures.forEach(s => s.classList.toggle('dim', !!s.querySelector('.on')));
        }

        function outcome(r) {
          return el('table', {}, ...r.targets.map(([i, code]) => el('tr', {}, el('td', {}, name(i)), el('td', {class: 's' + state(code)}, w(D.states[state(code)])))));
        }
        function lose(key) {
          mind.gone = key;
          const r = gone(), box = $('#outcome'), counts = [0, 0, 0, 0], codes = new Map(r && r.nodes.map((n, k) => [n, state(r.codes[k])]));
          mind.gone = r ? key : '';
          $('#gone').value = mind.gone;
          all('.badge').forEach(e => e.remove());
          pictures.forEach(s => s.classList.toggle('sim', !!r));
          wipe('hurt');
          for (const c of codes.values()) counts[c]++;
          for (const [g, parts] of r ? held : []) {
            const hurt = parts.map(i => codes.get(i)).filter(Boolean), c = Math.max(...hurt), many = parts.length > 1 ? `${r.more ? '≥ ' : ''}${hurt.length}/${parts.length} ` : '';
            if (hurt.length) {
              const [badge, plate, text] = ['g', 'rect', 'text'].map(t => document.createElementNS(SVG, t));
              badge.setAttribute('class', 'badge s' + c);
              text.textContent = many + w(D.states[c]);
              badge.append(plate, text);
              g.append(badge);
              g.classList.add('hurt');
            }
          }
          box.replaceChildren(...r ? [outcome(r), el('p', {class: 'src'}, say('counts', counts[3], counts[2], counts[1]) + (r.more ? ' ' + say('cut', r.more) : ''))] : []);
          rows.forEach(row => row.lastChild.textContent = codes.get(+row.dataset.i) ? w(D.states[codes.get(+row.dataset.i)]) : '–');
          badges();
          keep();
        }
        function badges() {
          all('.view:not([hidden]) .badge').forEach(b => {
            const [plate, text] = b.children, boxes = [...b.parentNode.children].filter(e => e !== b && e.getBBox).map(e => e.getBBox()).filter(e => e.width);
            const x = Math.min(...boxes.map(e => e.x)), y = Math.min(...boxes.map(e => e.y)) - 14;
            for (const [e, k, v] of [[text, 'x', x + 5], [text, 'y', y + 11], [plate, 'x', x], [plate, 'y', y], [plate, 'width', text.getComputedTextLength() + 10]]) e.setAttribute(k, v);
          });
        }

        function sift() {
          const [words, kind, place, flag] = ['q', 'kind', 'place', 'flag'].map(id => $('#' + id).value), asked = words + kind + place + flag;
          let count = 0;
          const fit = new Set();
          wipe('out');
          wipe('hit');
          rows.forEach(row => {
            const i = +row.dataset.i, n = D.nodes[i];
            const fits = (!kind || n.kind == kind) && (!place || n.places.some(p => p[0] === place && p[1])) && (!flag || n.flags.some(f => f[0] == flag)) && `${n.id} ${n.name} ${n.vendor}`.toLowerCase().includes(words.trim().toLowerCase());
            row.hidden = !fits;
            count += fits;
            if (fits) fit.add(i);
          });
          if (asked) held.forEach((parts, g) => parts.length && g.classList.add(parts.some(i => fit.has(i)) ? 'hit' : 'out'));
          $('#found').textContent = asked ? say('found', count) : '';
        }
        on('th button', 'click', e => {
          const head = e.target.closest('th'), body = head.closest('table').tBodies[0], down = head.ariaSort === 'ascending' ? -1 : 1;
          const value = ({cells: {[head.cellIndex]: c}}) => c.dataset.s || c.textContent;
          all('th', head.parentNode).forEach(h => h.ariaSort = 'none');
          head.ariaSort = down > 0 ? 'ascending' : 'descending';
          body.append(...[...body.rows].map(r => [value(r), r]).sort((a, b) => a[0] < b[0] ? -down : a[0] > b[0] ? down : 0).map(r => r[1]));
        });
        on('[data-csv]', 'click', e => {
          const id = e.target.dataset.csv, quoted = v => '"' + v.replace(/^(?=[=+\-@\t\r＝＋－＠])/, "'").replace(/"/g, '""') + '"';
          const text = all(`#${id} tr:not([hidden])`).map(r => [...r.cells].map(c => quoted(c.textContent)).join(',') + '\r\n').join('');
          const link = el('a', {href: URL.createObjectURL(new Blob(['\ufeff' + text], {type: 'text/csv'})), download: `chokepoint-${id}.csv`});
          link.click();
          setTimeout(() => URL.revokeObjectURL(link.href), 9e3);
        });

        pictures.forEach(s => {
          const v = s.viewBox.baseVal, home = [v.x, v.y, v.width, v.height];
          let from = null, moved = 0;
          s.zoom = (k, x = .5, y = .5) => { v.x += v.width * x * (1 - k); v.y += v.height * y * (1 - k); v.width *= k; v.height *= k; };
          s.home = () => [v.x, v.y, v.width, v.height] = home;
          hear(s, 'wheel', e => { e.preventDefault(); s.zoom(Math.exp(e.deltaY * .0012), e.offsetX / s.clientWidth, e.offsetY / s.clientHeight); }, {passive: false});
          hear(s, 'pointerdown', e => { from = [e.clientX, e.clientY, v.x, v.y]; moved = 0; });
          hear(s, 'pointermove', e => {
            if (!from) return;
            const x = e.clientX - from[0], y = e.clientY - from[1], k = Math.max(v.width / s.clientWidth, v.height / s.clientHeight);
            moved = Math.hypot(x, y);
            v.x = from[2] - x * k;
            v.y = from[3] - y * k;
          });
          ['pointerup', 'pointercancel'].forEach(k => addEventListener(k, () => from = null));
          hear(s, 'click', e => { const g = e.target.closest('.node'); if (moved < 4) pick(own(g), g); });
        });
        on('.node[data-n]', 'keydown', e => { if (e.key === 'Enter' || e.key === ' ') { e.preventDefault(); pick(own(e.currentTarget), e.currentTarget); } });
        on('[data-i] button', 'click', e => pick(+e.target.closest('[data-i]').dataset.i));
        on('nav button', 'click', e => show(e.target.value));
        on('.zoom button', 'click', e => +e.target.value ? picture().zoom(+e.target.value) : picture().home());
        on('#kind, #place, #flag, #q', 'input', sift);
        on('#gone', 'input', e => lose(e.target.value));
        on('#h', 'input', e => { mind.h = +e.target.value; root.dataset.h = mind.h; speak(); });
        on('#lang', 'click', () => { mind.lang = zh() ? 'en' : 'zh-Hans'; speak(); sift(); });
        on('#theme', 'click', () => { mind.theme = root.dataset.theme = getComputedStyle(root).colorScheme === 'dark' ? 'light' : 'dark'; keep(); });
        addEventListener('keydown', e => {
          if (e.key === 'Escape') { $('#q').value = ''; lose(''); pick(); sift(); }
          if (e.key === '/' && !/INPUT|SELECT/.test(document.activeElement.tagName)) { e.preventDefault(); $('#q').focus(); }
        });
        if (mind.theme) root.dataset.theme = mind.theme;
        root.dataset.h = mind.h;
        speak();
        sift();
        """#
}
