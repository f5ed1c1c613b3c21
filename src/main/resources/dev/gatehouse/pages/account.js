'use strict';

(() => {
  const { path, page } = document.body.dataset;
  const form = document.getElementById('form');
  const message = document.getElementById('message');
  const send = document.getElementById('send');
  const password = document.getElementById('password');

  const pages = {
    'reset-password': {
      call: '/api/v1/auth/password/reset',
      body: (token) => ({ token, new_password: password.value }),
      done: 'Your new password is saved, and every session of the account has ended. Sign in with it now; you can close this page.',
      ask: 'Ask for a new link where you sign in: the one for a forgotten password.',
    },
    'verify-email': {
      call: '/api/v1/auth/email/verify',
      body: (token) => ({ token }),
      done: 'Thank you, your address is confirmed. You can close this page.',
      ask: 'If your address is not confirmed yet, sign in and ask for a new link.',
    },
  };
  const here = pages[page];

  const sentences = {
    invalid_one_time_token: () => `This link does not work any more: it has been used, is too old, or a newer change has replaced it. ${here.ask}`,
    email_taken: () => 'Somebody else has an account with this address meanwhile, so yours keeps the old one.',
    weak_password: (problem) => problem.detail || 'This password is too easy to guess. Choose another.',
    validation: () => 'The password must have 8 to 128 characters.',
    too_many_requests: (problem, wait) => `That was too often. Try again ${wait}.`,
    unavailable: (problem, wait) => `The service cannot answer just now. Try again ${wait}.`,
  };
  const final = new Set(['invalid_one_time_token', 'email_taken']);

  /** A token in the address bar would stay in the history and be read over the shoulder. */
  const takeToken = () => {
    const token = new URLSearchParams(location.hash.slice(1)).get('token');
    history.replaceState(null, '', location.pathname);
    return token;
  };

  const say = (kind, text) => {
    message.className = kind;
    message.textContent = text;
    message.hidden = false;
    if (kind === 'error' && password && !form.hidden) {
      password.setAttribute('aria-invalid', 'true');
      password.focus();
    } else {
      message.focus();
    }
  };

  const wait = (seconds) => {
    const minutes = Math.ceil(seconds / 60);
    return !seconds ? 'in a moment' : seconds < 60 ? `in ${seconds} seconds` : `in ${minutes} minutes`;
  };

  const sentence = async (answer) => {
    const problem = await answer.json().catch(() => ({}));
    form.hidden = final.has(problem.code);
    const known = sentences[problem.code];
    const when = wait(Number(answer.headers.get('Retry-After')));
    return known ? known(problem, when) : 'Something went wrong. Try again in a moment.';
  };

  const submit = async (token) => {
    const length = password ? [...password.value].length : 8;
    if (length < 8 || length > 128) {
      say('error', sentences.validation());
      return;
    }
    send.setAttribute('aria-disabled', 'true');
    try {
      const answer = await fetch(path + here.call, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(here.body(token)),
        credentials: 'omit',
        cache: 'no-store',
      });
      if (answer.ok) {
        form.hidden = true;
        form.reset();
        say('good', here.done);
      } else {
        say('error', await sentence(answer));
      }
    } catch {
      say('error', 'The service cannot be reached. Check your connection and try again.');
    } finally {
      send.removeAttribute('aria-disabled');
    }
  };

  const begin = (token) => {
    form.hidden = !token;
    if (!token) {
      say('error', 'This page needs the link of a mail. Open it once more from there.');
    } else if (!message.hidden) {
      message.hidden = true;
    }
    form.onsubmit = (event) => {
      event.preventDefault();
      if (!send.hasAttribute('aria-disabled')) {
        submit(token);
      }
    };
  };

  if (password) {
    const show = document.getElementById('show');
    show.addEventListener('click', () => {
      const shown = password.type === 'text';
      password.type = shown ? 'password' : 'text';
      show.firstChild.nodeValue = shown ? 'Show' : 'Hide';
    });
    password.addEventListener('input', () => password.removeAttribute('aria-invalid'));
  }

  begin(takeToken());
  // a second link opened in the same tab changes nothing but the fragment
  addEventListener('hashchange', () => begin(takeToken()));
})();
