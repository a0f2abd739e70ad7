-- Opens an article in Neovim with the plugin as a user has it, and looks at what is on the screen. run.sh starts it.
--
-- From the environment: ARTICLE, the file to open. On the PATH: sayso.

local said = {}
vim.notify = function(message)
  said[#said + 1] = message
end

local function check(what, right, got)
  if not right then
    error(('%s; got: %s'):format(what, vim.inspect(got)), 0)
  end
end

--- What `look` gives, as soon as `right` agrees with it.
local function eventually(what, look, right)
  local got
  local agreed = vim.wait(10000, function()
    got = look()
    return right(got)
  end, 20)
  check(what, agreed, got)
  return got
end

local function open(file)
  vim.cmd.edit(file)
  return vim.api.nvim_get_current_buf()
end

--- The texts that are drawn between the buffer's own, with what stands before each in its line.
local function drawn(buffer)
  vim.cmd('redraw!')
  local texts = {}
  local namespaces = vim.api.nvim_get_namespaces()
  local hints = namespaces['nvim.lsp.inlayhint'] or namespaces['vim_lsp_inlayhint']
  for _, mark in ipairs(hints and vim.api.nvim_buf_get_extmarks(buffer, hints, 0, -1, { details = true }) or {}) do
    local words = {}
    for _, chunk in ipairs(mark[4].virt_text or {}) do
      words[#words + 1] = chunk[1]
    end
    local line = vim.api.nvim_buf_get_lines(buffer, mark[2], mark[2] + 1, true)[1]
    texts[#texts + 1] = line:sub(1, mark[3]) .. '‹' .. vim.trim(table.concat(words)) .. '›'
  end
  return texts
end

--- The marked words, by rule.
local function findings(buffer)
  local words = {}
  for _, it in ipairs(vim.diagnostic.get(buffer)) do
    words[it.code or '?'] = vim.api.nvim_buf_get_text(buffer, it.lnum, it.col, it.end_lnum, it.end_col, {})[1]
  end
  return words
end

--- The text of the float that `action` opens. A float closes when the editor notices that the cursor has moved before,
--- so it may take another try.
local function float(action)
  local window = eventually('a floating window', function()
    action()
    vim.wait(200)
    return vim.tbl_filter(function(window)
      return vim.api.nvim_win_get_config(window).relative ~= ''
    end, vim.api.nvim_list_wins())[1]
  end, function(window)
    return window ~= nil
  end)
  return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, true), '\n')
end

--- What the server answers for a buffer, once it is there to answer.
local function symbols(buffer)
  eventually('the server is there', function()
    return vim.lsp.get_clients({ bufnr = buffer, name = 'sayso' })[1]
  end, function(client)
    return client and client.initialized
  end)
  local parameters = { textDocument = vim.lsp.util.make_text_document_params(buffer) }
  local answers = vim.lsp.buf_request_sync(buffer, 'textDocument/documentSymbol', parameters, 5000)
  local _, answer = next(answers or {})
  return answer and answer.result
end

local tests = {}

local function test(name, body)
  tests[#tests + 1] = { name = name, body = body }
end

local is_old = vim.fn.has('nvim-0.10') == 0

if is_old then
  test('a Neovim that is too old is told so once, and left in peace', function()
    for _ = 1, 2 do
      vim.cmd('edit! ' .. vim.env.ARTICLE .. ' | set filetype=markdown')
    end
    check('one message', #said == 1 and said[1]:find('needs Neovim 0.10') ~= nil, said)
    vim.cmd('silent checkhealth sayso')
    local page = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), '\n')
    check('checkhealth says it too', page:find('older than 0.10', 1, true), page)
  end)
else
  local function experts_are_marked(buffer)
    eventually('experts are marked', function()
      return findings(buffer)
    end, function(words)
      return words['vague-source'] and words['vague-source']:find('Experts') ~= nil
    end)
  end

  test('a vague source is marked, and no more once it is mended', function()
    local buffer = open(vim.env.ARTICLE)
    experts_are_marked(buffer)
    vim.cmd([[%substitute/^Experts say the/The/]])
    eventually('nobody vague is left', function()
      return findings(buffer)
    end, function(words)
      return words['vague-source'] == nil
    end)
    vim.cmd('edit!')
  end)

  test('plain text is read too', function()
    local file = vim.fn.tempname() .. '.txt'
    vim.fn.writefile({ 'Experts say the channel will close.' }, file)
    local buffer = open(file)
    check('its file type is text', vim.bo.filetype == 'text', vim.bo.filetype)
    experts_are_marked(buffer)
  end)

  test('the speaker is named in the text', function()
    local buffer = open(vim.env.ARTICLE)
    eventually('after “she”', function()
      return drawn(buffer)
    end, function(texts)
      return #texts == 1 and texts[1]:find('came back,” she‹%W*Ada Marsh%W*›$') ~= nil
    end)
  end)

  test('hover says who a pronoun is', function()
    open(vim.env.ARTICLE)
    vim.fn.search('she said')
    local text = float(vim.lsp.buf.hover)
    check('her name and her role', text:find('Ada Marsh') and text:find('the mayor of Saltby'), text)
  end)

  test('quotes are the symbols of the document, with their speakers', function()
    local outline = symbols(open(vim.env.ARTICLE))
    check('both of them', outline and #outline == 2, outline)
    for index, words in ipairs({ 'We dredged', 'The silt' }) do
      local symbol = outline[index]
      check(words, symbol.name:find(words) and symbol.detail:find('Ada Marsh'), symbol)
    end
  end)

  test('checkhealth is content', function()
    vim.cmd('silent checkhealth sayso')
    local page = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), '\n')
    check('it runs', page:find('The server is running') and not page:find('ERROR') and not page:find('WARNING'), page)
  end)

  test('hints can be switched off', function()
    require('sayso').setup({ inlay_hints = false })
    local file = vim.fn.tempname() .. '.md'
    vim.fn.writefile(vim.fn.readfile(vim.env.ARTICLE), file)
    local buffer = open(file)
    check('all else is there', #symbols(buffer) == 2, symbols(buffer))
    check('hints are off', not vim.lsp.inlay_hint.is_enabled({ bufnr = buffer }), drawn(buffer))
  end)

  test('a missing program is named once', function()
    said = {}
    require('sayso').setup({ cmd = { 'no-such-sayso', 'lsp' } })
    for _ = 1, 2 do
      local file = vim.fn.tempname() .. '.md'
      vim.fn.writefile({ 'Experts say so.' }, file)
      open(file)
    end
    local about = vim.tbl_filter(function(message)
      return message:find('no%-such%-sayso') ~= nil and message:find('sayso can') ~= nil
    end, said)
    check('one message', #about == 1, said)
  end)
end

local function run()
  local failed = 0
  for _, each in ipairs(tests) do
    local ok, message = pcall(each.body)
    failed = failed + (ok and 0 or 1)
    io.stdout:write(('%s %s%s\n'):format(ok and 'ok  ' or 'FAIL', each.name, ok and '' or ': ' .. message))
  end
  vim.cmd(failed == 0 and 'qall!' or 'cquit 1')
end

-- The plugin starts at VimEnter; this comes after it.
run_sayso_tests = run
vim.cmd('autocmd VimEnter * ++nested lua vim.defer_fn(run_sayso_tests, 0)')
