-- Opens an article in Neovim with the plugin as a user has it, and looks at what is on the screen. run.sh starts it.
--
-- From the environment: ARTICLE, the file to open; ARTICLES, a folder with one of each other format. On the PATH: sayso.

local said = {}
vim.notify = function(message)
  said[#said + 1] = message
end

--- What was said about something since `said` was emptied.
local function was_said(pattern)
  return #vim.tbl_filter(function(message)
    return message:find(pattern) ~= nil
  end, said) > 0
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

--- Waits for a list of quotes whose title fits, and gives its entries as "line: text".
local function listed(title)
  eventually('a list of ' .. title, function()
    return vim.fn.getqflist({ title = 1 }).title
  end, function(got)
    return got:find(title) ~= nil
  end)
  return vim.tbl_map(function(entry)
    return entry.lnum .. ': ' .. entry.text
  end, vim.fn.getqflist())
end

--- The servers that this Neovim runs.
local function servers()
  return vim.fn.systemlist({ 'pgrep', '-P', tostring(vim.fn.getpid()), 'sayso' })
end

--- Forgets all files, ends all servers, and waits until they are gone.
local function stop_all()
  vim.cmd('silent %bwipeout!')
  eventually('no server', function()
    -- one that was being started comes late
    vim.lsp.stop_client(vim.lsp.get_clients({ name = 'sayso' }))
    return servers()
  end, function(pids)
    return #pids == 0
  end)
end

--- A copy of the article, or of some lines, that a test may edit.
local function copy(lines, extension)
  local file = vim.fn.tempname() .. '.' .. (extension or 'md')
  vim.fn.writefile(lines or vim.fn.readfile(vim.env.ARTICLE), file)
  return open(file)
end

local function text_of(buffer)
  return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, true), '\n')
end

--- Applies the code action of that title where the words stand.
local function apply_fix(words, title)
  vim.fn.cursor(1, 1)
  vim.fn.search(words)
  vim.lsp.buf.code_action({
    apply = true,
    filter = function(action)
      return action.title == title
    end,
  })
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
    vim.cmd('Sayso quotes')
    check('so do the commands', was_said('sayso: it needs Neovim 0.10'), said)
  end)
else
  local function experts_are_marked(buffer)
    eventually('experts are marked', function()
      return findings(buffer)
    end, function(words)
      return words['vague-source'] and words['vague-source']:find('Experts') ~= nil
    end)
  end

  local function nobody_vague_is_left(buffer)
    eventually('nobody vague is left', function()
      return findings(buffer)
    end, function(words)
      return words['vague-source'] == nil
    end)
  end

  test('a vague source is marked, and no more once it is mended', function()
    local buffer = open(vim.env.ARTICLE)
    experts_are_marked(buffer)
    vim.cmd([[%substitute/^Experts say the/The/]])
    nobody_vague_is_left(buffer)
    vim.cmd('edit!')
  end)

  test('plain text is read too', function()
    local file = vim.fn.tempname() .. '.txt'
    vim.fn.writefile({ 'Experts say the channel will close.' }, file)
    local buffer = open(file)
    check('its file type is text', vim.bo.filetype == 'text', vim.bo.filetype)
    experts_are_marked(buffer)
  end)

  -- Each format: what Neovim calls it, what is quoted with, and what a comment is.
  local formats = {
    html = { 'html', '&ldquo;', '&rdquo;', { '<!-- sayso-ignore vague-source -->' } },
    tex = { 'tex', '``', "''", { '% sayso-ignore vague-source' } },
    typ = { 'typst', '"', '"', { '// sayso-ignore vague-source' } },
    adoc = { 'asciidoc', '"`', '`"', { '// sayso-ignore vague-source' } },
    rst = { 'rst', '“', '”', { '.. sayso-ignore vague-source', '' } },
  }
  for extension, format in vim.spairs(formats) do
    local filetype, opening, closing, comment = unpack(format)
    test(('%s: findings, names and fixes'):format(filetype), function()
      local article = ('%s/article.%s'):format(vim.env.ARTICLES, extension)
      local buffer = copy(vim.fn.readfile(article), extension)
      check('its file type', vim.bo.filetype == filetype, vim.bo.filetype)
      local quotation = opening .. 'Nobody told us a thing.' .. closing
      eventually('the right words are marked', function()
        return findings(buffer)
      end, function(words)
        return vim.deep_equal(words, { ['vague-source'] = 'Experts', ['unattributed-quote'] = quotation })
      end)
      eventually('she is named', function()
        return drawn(buffer)
      end, function(texts)
        return #texts == 1 and texts[1]:find('came back,[^ ]* she‹%W*Ada Marsh%W*›$') ~= nil
      end)
      local expected = {}
      for _, line in ipairs(vim.fn.readfile(article)) do
        vim.list_extend(expected, line:find('Experts') and comment or {})
        local attributed = ('%sNobody told us a thing,%s Marsh said.'):format(opening, closing)
        expected[#expected + 1] = line:gsub(vim.pesc(quotation), (attributed:gsub('%%', '%%%%')))
      end
      apply_fix('Experts', 'Ignore `vague-source` here')
      nobody_vague_is_left(buffer)
      apply_fix('Nobody told', 'Attribute to Marsh')
      eventually('the fixes fit the format', function()
        return text_of(buffer)
      end, function(text)
        return text == table.concat(expected, '\n')
      end)
      eventually('nothing is left', function()
        return findings(buffer)
      end, vim.tbl_isempty)
      vim.cmd('edit!')
    end)
  end

  test('commit messages and mail are left alone', function()
    for name, filetype in pairs({ COMMIT_EDITMSG = 'gitcommit', ['a.eml'] = 'mail' }) do
      local folder = vim.fn.tempname()
      vim.fn.mkdir(folder)
      vim.fn.writefile({ 'Experts say that the channel will close.' }, folder .. '/' .. name)
      local buffer = open(folder .. '/' .. name)
      check('its file type', vim.bo.filetype == filetype, vim.bo.filetype)
      check('sayso is not concerned', not require('sayso').concerns(buffer))
      check('no server reads it', #vim.lsp.get_clients({ bufnr = buffer }) == 0)
    end
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

  test('checkhealth is content, and says what this Neovim lacks', function()
    vim.cmd('silent checkhealth sayso')
    local page = text_of(0)
    check('it runs', page:find('The server is running') and not page:find('ERROR') and not page:find('WARNING'), page)
    check('its version', page:find('bin/sayso: sayso %d+%.%d+') ~= nil, page)
    local lacks = page:find('Not in this Neovim: folds', 1, true) ~= nil
    check('folds came with 0.11', lacks == (vim.fn.has('nvim-0.11') == 0), page)
  end)

  test('a code action is applied', function()
    local buffer = copy()
    experts_are_marked(buffer)
    apply_fix('Experts', 'Ignore `vague-source` here')
    eventually('the comment is there', function()
      return text_of(buffer)
    end, function(text)
      return text:find('<!-- sayso-ignore vague-source', 1, true) ~= nil
    end)
    nobody_vague_is_left(buffer)
    vim.cmd('edit!')
  end)

  test('a speaker is renamed in all forms of the name', function()
    local buffer = copy({ '“No,” said Ada Marsh, the mayor of Saltby.', '', '“Never,” Marsh added. Ms. Marsh left.' })
    symbols(buffer)
    vim.fn.search('Ada')
    vim.lsp.buf.rename('Lena Ortiz')
    eventually('nobody is called Marsh', function()
      return text_of(buffer)
    end, function(text)
      return text:find('Lena Ortiz, the mayor', 1, true) and text:find('Ms. Ortiz left', 1, true) and not text:find('Marsh')
    end)
    vim.cmd('edit!')
  end)

  test('all quotes are listed, with who says them', function()
    local buffer = open(vim.env.ARTICLE)
    symbols(buffer)
    vim.cmd('Sayso quotes')
    local lines = listed('^Quotes in article.md$')
    local expected = { '3: Ada Marsh: “We dredged the channel twice 🚢,”', '3: Ada Marsh: “The silt came back,”' }
    check('both', vim.startswith(lines[1], expected[1]) and vim.startswith(lines[2], expected[2]), lines)
    check('the list is shown', vim.bo.buftype == 'quickfix', vim.bo.buftype)
    vim.cmd('cc 2')
    local line, column = vim.api.nvim_get_current_line(), vim.fn.col('.')
    check('an entry leads to its quote, byte for byte', line:sub(column):find('^“The silt') ~= nil, line:sub(column))
  end)

  test('quotes of one speaker are listed, chosen or named', function()
    local file = vim.fn.tempname() .. '.md'
    vim.fn.writefile({ '“No,” said Ada Marsh.', '', '“Yes, of course,” said Tom Okoro, the harbour master.' }, file)
    local buffer = open(file)
    symbols(buffer)
    local choices
    local select = vim.ui.select
    vim.ui.select = function(items, options, choose)
      choices = vim.tbl_map(options.format_item, items)
      choose(items[2])
    end
    vim.cmd('Sayso speakers')
    local lines = listed('^Quotes of Tom Okoro %(the harbour master%)')
    vim.ui.select = select
    check('one', #lines == 1 and lines[1] == '3: Tom Okoro: “Yes, of course,”', lines)
    local expected = { 'Ada Marsh · 1 quote · 25 % of the words', 'Tom Okoro (the harbour master) · 1 quote · 75 % of the words' }
    check('the choices', vim.deep_equal(choices, expected), choices)
    vim.cmd('cclose')
    check('names are completed', vim.deep_equal(vim.fn.getcompletion('Sayso quotes a', 'cmdline'), { 'Ada Marsh' }))
    check('from the second word on, too', vim.deep_equal(vim.fn.getcompletion('Sayso quotes Tom O', 'cmdline'), { 'Okoro' }))
    vim.cmd('Sayso quotes ada marsh')
    check('hers', vim.deep_equal(listed('^Quotes of Ada Marsh'), { '1: Ada Marsh: “No,”' }), vim.fn.getqflist())
  end)

  test('a code lens leads to the list', function()
    local buffer = copy()
    symbols(buffer)
    local client = require('sayso').client(buffer)
    local lens = { title = '', command = 'sayso.showQuotes', arguments = { vim.uri_from_bufnr(buffer), 'Ada Marsh' } }
    client.commands[lens.command](lens, { bufnr = buffer, client_id = client.id })
    check('hers', #listed('^Quotes of Ada Marsh in ' .. vim.pesc(vim.fs.basename(vim.api.nvim_buf_get_name(buffer)))) == 2)
  end)

  test('quotes are exported to a buffer that is no file', function()
    local begins = { markdown = '^# article.md\n\n## Ada Marsh', csv = '^path,line,speaker', json = '^{\n  "path": "article.md"' }
    for _, format in ipairs({ 'markdown', 'csv', 'json' }) do
      local buffer = open(vim.env.ARTICLE)
      symbols(buffer)
      vim.cmd('Sayso export ' .. (format == 'markdown' and '' or format))
      eventually(format, function()
        return text_of(0)
      end, function(text)
        return text:find(begins[format]) ~= nil
      end)
      check('its type', vim.bo.filetype == format and vim.bo.buftype == 'nofile' and not vim.bo.modified, vim.bo.filetype)
      check('no server reads it', #vim.lsp.get_clients({ bufnr = 0 }) == 0)
      vim.cmd('close')
    end
  end)

  test('the report is a page, opened or kept', function()
    local buffer = open(vim.env.ARTICLE)
    symbols(buffer)
    local opened
    local ui_open = vim.ui.open
    vim.ui.open = function(path)
      opened = path
    end
    local function page(path)
      return path and vim.fn.filereadable(path) == 1 and table.concat(vim.fn.readfile(path), '\n') or ''
    end
    local function is_page(html)
      return html:find('<h1>Saltby dredges its harbour</h1>', 1, true) ~= nil
    end
    vim.cmd('Sayso report')
    eventually('a page is opened', function()
      return page(opened)
    end, is_page)
    vim.ui.open = ui_open
    local kept = vim.fn.tempname() .. ' page.html'
    vim.cmd('Sayso report ' .. kept)
    eventually('a page is kept', function()
      return page(kept)
    end, is_page)
    check('it is told', was_said('the report is in'), said)
  end)

  test('subcommands are completed, and wrong ones named', function()
    symbols(open(vim.env.ARTICLE))
    local all = { 'export', 'hints', 'quotes', 'recheck', 'report', 'restart', 'speakers' }
    check('all', vim.deep_equal(vim.fn.getcompletion('Sayso ', 'cmdline'), all), vim.fn.getcompletion('Sayso ', 'cmdline'))
    check('formats', vim.deep_equal(vim.fn.getcompletion('vertical Sayso export c', 'cmdline'), { 'csv' }))
    for wrong, message in pairs({
      ['Sayso'] = 'say what to do: :Sayso export, hints',
      ['Sayso quote'] = 'there is no “quote”: :Sayso export',
      ['Sayso export pdf'] = '“pdf” is no format: markdown, csv or json',
      ['Sayso recheck now'] = ':Sayso recheck stands alone',
      ['Sayso quotes Bo'] = 'nobody called “Bo” says anything',
    }) do
      said = {}
      vim.cmd(wrong)
      eventually(wrong, function()
        return said
      end, function()
        return was_said(vim.pesc(message))
      end)
    end
    vim.cmd('enew | set filetype=lua')
    said = {}
    vim.cmd('Sayso quotes')
    check('another type of file', was_said('files of the types markdown, text, html, tex'), said)
  end)

  test('settings are read again when asked for', function()
    local folder = vim.fn.tempname()
    vim.fn.mkdir(folder)
    vim.fn.writefile({ 'Experts say that the auction will fail.' }, folder .. '/a.md')
    local buffer = open(folder .. '/a.md')
    experts_are_marked(buffer)
    vim.fn.writefile({ '[rules]', 'vague-source = "off"' }, folder .. '/sayso.toml')
    vim.cmd('Sayso recheck')
    eventually('experts are left alone', function()
      return findings(buffer)
    end, function(words)
      return words['vague-source'] == nil
    end)
  end)

  test('hints are switched off and on by a command', function()
    local buffer = open(vim.env.ARTICLE)
    symbols(buffer)
    local function shown()
      return vim.lsp.inlay_hint.is_enabled({ bufnr = buffer })
    end
    check('they are on', shown())
    vim.cmd('Sayso hints')
    check('they are off', not shown())
    vim.cmd('Sayso hints')
    check('they are on again', shown())
  end)

  test('mistakes in the list of sources and in the settings are shown', function()
    for name, line in pairs({ ['sources.toml'] = 'nmae = "Ada Marsh"', ['sayso.toml'] = 'profil = "news"' }) do
      local folder = vim.fn.tempname()
      vim.fn.mkdir(folder)
      vim.fn.writefile({ name == 'sources.toml' and '[[person]]' or '', line }, folder .. '/' .. name)
      local buffer = open(folder .. '/' .. name)
      eventually('a mistake in ' .. name, function()
        return vim.diagnostic.get(buffer)
      end, function(found)
        return #vim.tbl_filter(function(each)
          return each.message:find('unknown key `' .. line:match('%a+'), 1, true) ~= nil
        end, found) == 1
      end)
    end
    local other = vim.fn.tempname() .. '.toml'
    vim.fn.writefile({ 'nmae = 1' }, other)
    local buffer = open(other)
    vim.wait(300)
    check('other files are left alone', require('sayso').client(buffer) == nil)
  end)

  test('who says what has colours, which a user may choose', function()
    local buffer = open(vim.env.ARTICLE)
    symbols(buffer)
    vim.fn.search('Ada Marsh')
    local row, column = unpack(vim.api.nvim_win_get_cursor(0))
    eventually('a source', function()
      vim.cmd('redraw!')
      return vim.tbl_map(function(token)
        return token.type
      end, vim.lsp.semantic_tokens.get_at_pos(buffer, row - 1, column) or {})
    end, function(types)
      return vim.tbl_contains(types, 'source')
    end)
    local link = vim.api.nvim_get_hl(0, { name = '@lsp.type.source' }).link
    check('its colour', link == 'Identifier', link)
    vim.api.nvim_set_hl(0, '@lsp.type.source', { link = 'Title' })
    vim.cmd('doautocmd ColorScheme')
    link = vim.api.nvim_get_hl(0, { name = '@lsp.type.source' }).link
    check("the user's", link == 'Title', link)
  end)

  test('one server serves all files that are in no folder', function()
    stop_all()
    symbols(copy())
    symbols(copy())
    check('one', #servers() == 1, servers())
  end)

  test('a server that is killed comes back, and so does one that is restarted', function()
    stop_all()
    local buffer = copy()
    symbols(buffer)
    local function replaced(first)
      eventually('another server for this buffer', function()
        local now, client = servers(), require('sayso').client(buffer)
        return { now[1], #now, client and client.initialized }
      end, function(got)
        return got[2] == 1 and got[1] ~= first and got[3]
      end)
    end
    local first = servers()[1]
    vim.uv.kill(tonumber(first), 'sigkill')
    replaced(first)
    experts_are_marked(buffer)
    first = servers()[1]
    vim.cmd('Sayso restart')
    replaced(first)
    experts_are_marked(buffer)
  end)

  test('a server that is stopped stays so, until it is wanted', function()
    local buffer = copy()
    symbols(buffer)
    vim.lsp.stop_client(vim.lsp.get_clients({ name = 'sayso' }))
    eventually('no server', servers, function(pids)
      return #pids == 0
    end)
    vim.wait(300)
    check('still none', #servers() == 0, servers())
    said = {}
    vim.cmd('Sayso quotes')
    check('it is said', was_said('server is not running for this buffer; :checkhealth sayso'), said)
    vim.cmd('Sayso restart')
    experts_are_marked(buffer)
  end)

  test('a server that keeps on ending is left off', function()
    stop_all()
    local buffer = copy()
    said = {}
    for count = 1, 4 do
      eventually('a server', function()
        local client = require('sayso').client(buffer)
        return client and client.initialized and servers()[1]
      end, function(pid)
        return pid
      end)
      vim.uv.kill(tonumber(servers()[1]), 'sigkill')
      eventually('none', function()
        return count < 4 and not require('sayso').client(buffer) or was_said('ended 4 times within 3 minutes')
      end, function(gone)
        return gone
      end)
    end
    vim.cmd('Sayso restart')
    experts_are_marked(buffer)
  end)

  if vim.lsp.config then
    test('the configuration for nvim-lspconfig starts the same', function()
      local theirs = dofile(vim.env.LSPCONFIG)
      local ours = require('sayso').client_config()
      for _, key in ipairs({ 'cmd', 'filetypes' }) do
        check(key, vim.deep_equal(theirs[key], ours[key]), theirs[key])
      end
      local function started(config, name)
        local buffer = open(vim.fs.dirname(vim.env.ARTICLE) .. '/' .. name)
        local root = false
        config.root_dir(buffer, function(folder)
          root = folder or 'none'
        end)
        return root
      end
      for _, name in ipairs({ 'a.md', 'sayso.toml', 'sources.toml', 'Cargo.toml' }) do
        check(name, started(theirs, name) == started(ours, name), started(theirs, name))
      end
      check('not for any TOML', not started(theirs, 'Cargo.toml'))
    end)
  end

  test('what is reported can be set', function()
    stop_all()
    require('sayso').setup({ settings = { sayso = { rules = { ['vague-source'] = 'hint' } } } })
    local buffer = copy()
    eventually('a hint', function()
      return vim.tbl_map(function(each)
        return each.severity
      end, vim.diagnostic.get(buffer))
    end, function(severities)
      return severities[1] == vim.diagnostic.severity.HINT
    end)
    require('sayso').setup({ settings = {} })
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
    vim.cmd('silent! tabonly | silent! only!')
    local ok, message = pcall(each.body)
    failed = failed + (ok and 0 or 1)
    io.stdout:write(('%s %s%s\n'):format(ok and 'ok  ' or 'FAIL', each.name, ok and '' or ': ' .. message))
  end
  vim.cmd(failed == 0 and 'qall!' or 'cquit 1')
end

-- The plugin starts at VimEnter; this comes after it.
run_sayso_tests = run
vim.cmd('autocmd VimEnter * ++nested lua vim.defer_fn(run_sayso_tests, 0)')
