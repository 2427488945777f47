(() => {
  const NATIVE = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
  const SAID = '[onclick], [role=button], [role=link], [role=tab], [role=menuitem], [role=switch]';
  const brief = (e) => e.outerHTML.replace(/\s+/g, ' ').slice(0, 140);
  const shown = (e) => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length > 0
    && !e.closest('[inert]');

  // --- the keyboard ---------------------------------------------------------------------------
  const controls = () => [...document.querySelectorAll(`${NATIVE}, ${SAID}`)]
    .filter((e) => shown(e) && !e.matches(':disabled, [tabindex="-1"][aria-hidden=true]'));
  // A field for a day is several stops: year, month, day and the calendar.
  const stops = (e) => (/^(date|time|month|week)/.test(e.type) ? 5 : 1);
  const group = (e) => e.type === 'radio' && e.name
    ? [...document.getElementsByName(e.name)].filter((one) => one.form === e.form) : [e];
  const marked = (e) => {
    const style = getComputedStyle(e);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0)
      || style.boxShadow !== 'none';
  };
  // A pointing hand promises that a click does something: then Tab has to lead there, too. (The
  // house's picture of a file button lies under the real one, which covers it.)
  const pointed = () => [...document.body.querySelectorAll('*')].filter((e) =>
    getComputedStyle(e).cursor === 'pointer' && shown(e)
    && !e.closest(`${NATIVE}, label, .file`) && !e.querySelector(NATIVE));
  const showing = (e) => [e, e.parentElement, ...(e.labels || [])].some((one) => one && marked(one));
  const heard = (event) => window.journey.reached.set(event.target, showing(event.target));
  const begun = () => {
    window.journey = {reached: new Map(), before: document.activeElement, y: window.scrollY};
    const start = document.createElement('span');
    start.tabIndex = -1;
    document.body.prepend(start);
    start.focus();
    start.remove();
    document.addEventListener('focusin', heard, true);
    return controls().reduce((sum, e) => sum + stops(e), 0);
  };
  const ended = () => {
    const {reached, before, y} = window.journey;
    document.removeEventListener('focusin', heard, true);
    const never = controls().filter((e) => !group(e).some((one) => reached.has(one)));
    const unseen = [...reached].filter(([, shows]) => !shows).map(([e]) => e);
    if (before && before !== document.body) before.focus();
    else if (document.activeElement) document.activeElement.blur();
    window.scrollTo(0, y);
    return [
      ...never.map((e) => `Tab never reaches ${brief(e)}`),
      ...unseen.map((e) => `the focus does not show on ${brief(e)}`),
      ...pointed().map((e) => `only a pointer can use ${brief(e)}`),
    ].slice(0, 8);
  };

  // --- the way of the focus --------------------------------------------------------------------
  // Of a group of radios Tab stops at one: where it stands, at the chosen one, else at the first.
  const chosen = (e) => {
    const all = group(e).filter(shown);
    return all.find((one) => one === document.activeElement)
      || all.find((one) => one.checked) || all[0];
  };
  const order = () => [...document.querySelectorAll(`${NATIVE}, [tabindex]`)]
    .filter((e) => shown(e) && !e.matches(':disabled') && e.tabIndex >= 0 && chosen(e) === e);
  const after = (e, one) => e.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
  // How many Tabs lead from where the focus is to an element: below zero backwards. Of a page on
  // which nothing has the focus only the browser knows where it goes on: one Tab tells.
  const way = (e) => {
    const here = document.activeElement || document.body;
    const there = e.type === 'radio' ? chosen(e) : e;
    if (here === there) return {there: true, shows: showing(there), tabs: 0, skip: false};
    const stopsAt = order();
    const to = stopsAt.indexOf(there);
    if (to < 0) return {there: false, hidden: brief(e), tabs: 0, skip: false};
    if (here === document.body) return {there: false, tabs: 1, skip: false};
    let from = stopsAt.indexOf(here);
    if (from < 0) from = stopsAt.findIndex((one) => after(here, one)) - 1;
    // How many stops a field for a day has nobody can ask: through it one goes Tab by Tab.
    const ahead = to > from;
    const between = ahead
      ? stopsAt.slice(from + 1, to) : stopsAt.slice(to + 1, Math.max(from, 0)).reverse();
    const first = between.findIndex((one) => stops(one) > 1);
    const far = stops(here) > 1 ? 1 : (first < 0 ? between.length : first) + 1;
    const tabs = ahead ? far : -far;
    const main = document.querySelector('main');
    const within = main?.contains(e) ? stopsAt.slice(0, to).filter((one) => main.contains(one)) : [];
    const saves = ahead && within.length + 2 < between.length;
    const skip = here.matches('.skip-link') && main?.contains(e) && saves;
    return {there: false, tabs, skip};
  };

  // How many arrows lead from the radio that has the focus to another of its group.
  const arrows = (e) => {
    const all = group(e).filter((one) => shown(one) && !one.disabled);
    return (all.indexOf(e) - all.indexOf(document.activeElement) + all.length) % all.length;
  };
  const here = () => brief(document.activeElement || document.body);

  // --- the shape of a page: what stands on it, whatever the words -----------------------------
  const shape = () => {
    const one = (e) => [e.tagName, ...[...e.classList].sort(), e.type || '', e.name || '',
      e.getAttribute('role') || ''].join('.').replace(/\d+/g, '#');
    const all = new Set([...document.body.querySelectorAll('*')].filter(shown)
      .map((e) => `${one(e.parentElement)}>${one(e)}`));
    return [...all].sort().join('\n');
  };

  // --- width and cut text ---------------------------------------------------------------------
  const cut = () => [...document.body.querySelectorAll('*')].filter((e) => {
    if (e.clientWidth <= 1 || e.clientHeight <= 1 || !shown(e)) return false;
    if (e.closest('.visually-hidden, .visually-hidden-focusable, svg')) return false;
    if (!e.textContent.trim() || e.matches('select, textarea')) return false;
    const style = getComputedStyle(e);
    const framed = e.matches('button, .btn, .status');
    const clips = (way) => framed || way === 'hidden' || way === 'clip';
    return (clips(style.overflowX) && e.scrollWidth > e.clientWidth + 1)
      || (clips(style.overflowY) && e.scrollHeight > e.clientHeight + 1);
  });
  const measured = ([wide, percent]) => {
    const root = document.documentElement;
    large ??= root.classList.contains('large-type');
    root.classList.toggle('large-type', wide);
    root.style.fontSize = percent === 100 ? '' : `${percent}%`;
    const beyond = root.scrollWidth - root.clientWidth;
    const out = beyond <= 0 ? [] : [...document.querySelectorAll('body *')]
      .filter((e) => e.getBoundingClientRect().right > root.clientWidth + 1);
    return [
      ...(beyond > 0 ? [`scrolls sideways by ${beyond} px`] : []),
      ...out.map((e) => `sticks out: ${brief(e)}`),
      ...cut().map((e) => `cuts its text: ${brief(e)}`),
    ].slice(0, 8);
  };
  let large = null;
  const restored = () => {
    const root = document.documentElement;
    root.classList.toggle('large-type', large);
    root.style.fontSize = '';
  };
  window.journeyTools = {begun, ended, measured, restored, shape, way, arrows, here};
})();
