'use strict';

(() => {
  const { path, page } = document.body.dataset;
  const find = (id) => document.getElementById(id);
  const form = find('form');
  const message = find('message');
  const password = find('password');
  // only where an invitation is accepted
  const name = find('name');
  const signIn = find('sign-in');

  const pages = {
    'reset-password': {
      call: '/auth/password/reset',
      body: (token) => ({ token, new_password: password.value }),
      done: 'Your new password is saved, and every session of the account has ended. Sign in with it now; you can close this page.',
      ask: 'Ask for a new link where you sign in: the one for a forgotten password.',
    },
    'verify-email': {
      call: '/auth/email/verify',
      body: (token) => ({ token }),
      done: 'Thank you, your address is confirmed. You can close this page.',
      ask: 'If your address is not confirmed yet, sign in and ask for a new link.',
    },
    'accept-invitation': {
      call: '/auth/invitation',
      body: (token) => ({ token, full_name: name.value, password: password.value }),
      done: 'Your account is open. Sign in with your address and this password now; you can close this page.',
      ask: 'Ask whoever has invited you to send it again.',
    },
  };
  const here = pages[page];

  const rules = {
    name: 'The name must have 1 to 100 characters.',
    password: 'The password must have 8 to 128 characters.',
  };
  const isAboutName = (problem) => (problem.errors || []).some((error) => error.field === 'full_name');

  const sentences = {
    invalid_one_time_token: () => `This link does not work any more: it has been used, is too old, or a newer change has replaced it. ${here.ask}`,
    email_taken: () => (signIn
      ? 'This address has an account already, whose name and password stay as they are. Sign in with it to accept.'
      : 'Somebody else has an account with this address meanwhile, so yours keeps the old one.'),
    weak_password: (problem) => problem.detail || 'This password is too easy to guess. Choose another.',
    validation: (problem) => (isAboutName(problem) ? rules.name : rules.password),
    bad_credentials: () => 'Address or password is wrong.',
    account_disabled: () => 'This account is disabled.',
    email_unverified: () => 'The address of this account is not confirmed yet. Choose a new password where you sign in, by the link for a forgotten one: that confirms it.',
    mfa_required: () => 'Type a code of your authenticator app, or a recovery code.',
    invalid_mfa_code: () => 'This code is wrong, or has been used. Wait for the next one.',
    too_many_requests: (problem, wait) => `That was too often. Try again ${wait}.`,
    unavailable: (problem, wait) => `The service cannot answer just now. Try again ${wait}.`,
  };
  const final = new Set(signIn ? ['invalid_one_time_token'] : ['invalid_one_time_token', 'email_taken']);

  /** A token in the address bar would stay in the history and be read over the shoulder. */
  const takeToken = () => {
    const token = new URLSearchParams(location.hash.slice(1)).get('token');
    history.replaceState(null, '', location.pathname);
    return token;
  };

  const say = (kind, text, field) => {
    message.className = kind;
    message.textContent = text;
    message.hidden = false;
    if (kind === 'error' && field && !field.form.hidden) {
      field.setAttribute('aria-invalid', 'true');
      field.focus();
    } else {
      message.focus();
    }
  };

  const wait = (seconds) => {
    const minutes = Math.ceil(seconds / 60);
    return !seconds ? 'in a moment' : seconds < 60 ? `in ${seconds} seconds` : `in ${minutes} minutes`;
  };

  const post = (call, body, headers) => fetch(`${path}/api/v1${call}`, {
    method: 'POST',
    headers,
    body,
    credentials: 'omit',
    cache: 'no-store',
  });

  const postJson = (call, body, headers) => post(call, JSON.stringify(body), { 'Content-Type': 'application/json', ...headers });

  const contentOf = (answer) => answer.json().catch(() => ({}));

  const sentence = (answer, problem) => {
    const known = sentences[problem.code];
    const when = wait(Number(answer.headers.get('Retry-After')));
    return known ? known(problem, when) : 'Something went wrong. Try again in a moment.';
  };

  /** Lets a button work once at a time. */
  const working = async (button, work) => {
    if (button.hasAttribute('aria-disabled')) {
      return;
    }
    button.setAttribute('aria-disabled', 'true');
    try {
      await work();
    } catch {
      say('error', 'The service cannot be reached. Check your connection and try again.');
    } finally {
      button.removeAttribute('aria-disabled');
    }
  };

  const finish = (text) => {
    [form, signIn].filter(Boolean).forEach((each) => {
      each.hidden = true;
      each.reset();
    });
    say('good', text);
  };

  const askToSignIn = () => {
    form.hidden = true;
    signIn.hidden = false;
    message.hidden = true;
    find('email').focus();
  };

  const fieldAtFault = () => {
    const length = password ? [...password.value].length : 8;
    return name && !name.value.trim() ? name : length < 8 || length > 128 ? password : null;
  };

  const submit = async (token) => {
    const fault = fieldAtFault();
    if (fault) {
      say('error', fault === name ? rules.name : rules.password, fault);
      return;
    }
    const answer = await postJson(here.call, here.body(token));
    if (answer.ok) {
      finish(here.done);
      return;
    }
    const problem = await contentOf(answer);
    form.hidden = final.has(problem.code);
    if (signIn && problem.code === 'email_taken') {
      askToSignIn();
      say('error', sentence(answer, problem), find('email'));
    } else {
      say('error', sentence(answer, problem), isAboutName(problem) ? name : password);
    }
  };

  /** The access token, or nothing if that was refused and told. */
  const session = async () => {
    const code = find('code');
    const empty = ['email', 'current'].map(find).find((field) => !field.value);
    if (empty) {
      say('error', 'Fill in address and password.', empty);
      return null;
    }
    const proof = { username: find('email').value, password: find('current').value };
    let answer = await post('/auth/login', new URLSearchParams(proof));
    let content = await contentOf(answer);
    if (content.code === 'mfa_required' && code.value) {
      answer = await postJson('/auth/mfa', { mfa_token: content.mfa_token, code: code.value.trim() });
      content = await contentOf(answer);
    }
    if (answer.ok) {
      return content.access_token;
    }
    const asksForCode = ['mfa_required', 'invalid_mfa_code'].includes(content.code);
    find('factor').hidden = !asksForCode;
    say('error', sentence(answer, content), asksForCode ? code : find('current'));
    return null;
  };

  const accept = async (token) => {
    const access = await session();
    if (!access) {
      return;
    }
    const bearer = { Authorization: `Bearer ${access}` };
    const answer = await postJson('/users/me/invitation', { token }, bearer);
    const problem = answer.ok ? {} : await contentOf(answer);
    await post('/auth/logout', undefined, bearer).catch(() => {});
    if (answer.ok) {
      finish('Your account has what the invitation offers. You can close this page.');
    } else if (problem.code === 'invalid_one_time_token') {
      say('error', `This link does not work for this account: it was sent to another address, has been used or is too old. ${here.ask}`, find('email'));
    } else {
      say('error', sentence(answer, problem));
    }
  };

  const onSubmit = (each, button, work) => {
    each.onsubmit = (event) => {
      event.preventDefault();
      working(button, work);
    };
  };

  const begin = (token) => {
    form.hidden = !token;
    if (signIn) {
      signIn.hidden = true;
      onSubmit(signIn, find('accept'), () => accept(token));
    }
    if (!token) {
      say('error', 'This page needs the link of a mail. Open it once more from there.');
    } else if (!message.hidden) {
      message.hidden = true;
    }
    onSubmit(form, find('send'), () => submit(token));
  };

  if (password) {
    const show = find('show');
    show.addEventListener('click', () => {
      const shown = password.type === 'text';
      password.type = shown ? 'password' : 'text';
      show.firstChild.nodeValue = shown ? 'Show' : 'Hide';
    });
  }
  document.querySelectorAll('input').forEach((input) => {
    input.addEventListener('input', () => input.removeAttribute('aria-invalid'));
  });
  if (signIn) {
    find('known').addEventListener('click', askToSignIn);
  }

  begin(takeToken());
  // a second link opened in the same tab changes nothing but the fragment
  addEventListener('hashchange', () => begin(takeToken()));
})();
