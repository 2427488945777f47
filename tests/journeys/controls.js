(() => {
  const NATIVE = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
  const SAID = '[onclick], [role=button], [role=link], [role=tab], [role=menuitem], [role=switch]';
  const root = document.documentElement;
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
  const heard = (event) => {
    const e = event.target;
    const shows = [e, e.parentElement, ...(e.labels || [])].some((one) => one && marked(one));
    window.journey.reached.set(e, shows);
  };
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
  const large = root.classList.contains('large-type');
  const restored = () => {
    root.classList.toggle('large-type', large);
    root.style.fontSize = '';
  };
  window.journeyTools = {begun, ended, measured, restored};
})();
