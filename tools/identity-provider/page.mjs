// The login page: the reference text, and a button for each test identity.
const escaped = (text) => String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

export function loginPage({ client, referenceText, people }) {
  const rows = people.map(({ id, name, born, level, type }) => `
      <li><button name="person" value="${escaped(id)}">Approve as ${escaped(name)}</button>
        <small>born ${escaped(born)}, ${escaped(level)}${type === undefined ? '' : `, ${escaped(type)}`}</small></li>`);
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Test login</title>
  <style>
    body { font: 1rem/1.5 sans-serif; max-width: 36rem; margin: 2rem auto; padding: 0 1rem; }
    blockquote { margin: 1rem 0; padding: .75rem 1rem; border-left: .25rem solid #1a5fb4; background: #eef3fa; }
    ul { padding: 0; list-style: none; } li { margin: .5rem 0; }
    button { font: inherit; padding: .5rem 1rem; } small { display: block; }
  </style>
</head>
<body>
  <main>
    <h1>Test login</h1>
    <p>This stands in for MitID. These persons do not exist. <b>${escaped(client)}</b> asks you to approve:</p>
    <blockquote id="reference-text">${escaped(referenceText ?? '(no text)')}</blockquote>
    <form method="post">
      <ul>${rows.join('')}
      </ul>
      <p><button name="person" value="">Cancel</button></p>
    </form>
  </main>
</body>
</html>
`;
}
