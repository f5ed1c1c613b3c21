const dark = matchMedia('(prefers-color-scheme: dark)');
const paint = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', paint);
paint();

/** The field for a token takes the focus last, and with it the first one's. */
const focusOnFirstField = {
  wrapComponents: {
    Input: (Input, { React }) => ({ autoFocus, ...props }) => React.createElement(Input, props),
  },
};

SwaggerUIBundle({
  url: document.body.dataset.path + '/openapi.json',
  dom_id: '#swagger-ui',
  plugins: [focusOnFirstField],
  deepLinking: true,
  displayRequestDuration: true,
  docExpansion: 'list',
  syntaxHighlight: { theme: 'obsidian' },
  validatorUrl: null,
  requestInterceptor: (request) => {
    // the form of the password grant would send the client's empty credentials along
    if (request.url.endsWith('/api/v1/auth/login')) {
      delete request.headers.Authorization;
    }
    return request;
  },
});
