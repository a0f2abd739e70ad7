--- :Sayso with its subcommands.

local quotes = require('sayso.quotes')

local M = {}

local formats = { markdown = 'markdown', csv = 'csv', json = 'json' }

local function fail(message)
  vim.notify('sayso: ' .. message, vim.log.levels.ERROR)
end

--- The client of a buffer; says why if there is none.
local function client_of(buffer)
  local sayso = require('sayso')
  local client = sayso.client(buffer)
  if client then
    return client
  elseif not sayso.concerns(buffer) then
    local types = table.concat(sayso.options().filetypes, ', ')
    fail(('it reads files of the types %s, and this is none.'):format(types))
  else
    fail('its server is not running for this buffer; :checkhealth sayso tells why.')
  end
end

--- Gives `on_answer` what a command tells of a buffer's text, and the client that told it; says so if that is no text.
local function ask(buffer, command, on_answer)
  local client = client_of(buffer)
  if not client then
    return
  end
  quotes.execute(client, buffer, command, { vim.uri_from_bufnr(buffer) }, function(answer)
    if type(answer) ~= 'table' then
      return fail('this is no text in which anybody could speak.')
    end
    on_answer(answer, client)
  end)
end

--- Gives `on_speakers` all who speak in a buffer, and the client that told it.
local function with_speakers(buffer, on_speakers)
  ask(buffer, 'sayso.speakers', function(answer, client)
    if #answer.speakers == 0 then
      vim.notify('sayso: nobody says anything in this text.', vim.log.levels.INFO)
    else
      on_speakers(answer.speakers, client)
    end
  end)
end

local function list(buffer, speakers, client, title)
  local entries = quotes.entries(speakers, buffer, client.offset_encoding)
  vim.fn.setqflist({}, ' ', { title = title, items = entries })
  vim.cmd('botright copen')
end

--- The name of a buffer's file for titles.
local function called(buffer)
  local name = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buffer), ':t')
  return name ~= '' and name or 'this text'
end

--- Lists what is said in a buffer, by all or by one.
--- @param buffer integer
--- @param name? string
function M.quotes(buffer, name)
  with_speakers(buffer, function(speakers, client)
    if not name then
      return list(buffer, speakers, client, 'Quotes in ' .. called(buffer))
    end
    local theirs = vim.tbl_filter(function(speaker)
      return type(speaker.name) == 'string' and vim.fn.tolower(speaker.name) == vim.fn.tolower(name)
    end, speakers)
    if #theirs == 0 then
      return fail(('nobody called “%s” says anything in this text.'):format(name))
    end
    list(buffer, theirs, client, ('Quotes of %s in %s'):format(theirs[1].name, called(buffer)))
  end)
end

--- Lets one of the speakers be chosen, and lists what they say.
--- @param buffer integer
function M.speakers(buffer)
  with_speakers(buffer, function(speakers, client)
    local function summary(speaker)
      return quotes.summary(speaker, speakers)
    end
    vim.ui.select(speakers, { prompt = 'Whose quotes?', format_item = summary, kind = 'sayso' }, function(speaker)
      if speaker then
        list(buffer, { speaker }, client, ('Quotes of %s in %s'):format(speaker.heading, called(buffer)))
      end
    end)
  end)
end

--- Shows who said what as text, in a buffer that is no file.
--- @param buffer integer
--- @param format? string
--- @param modifiers? string such as "vertical"
function M.export(buffer, format, modifiers)
  format = format or 'markdown'
  if not formats[format] then
    return fail(('“%s” is no format: markdown, csv or json.'):format(format))
  end
  local client = client_of(buffer)
  if not client then
    return
  end
  quotes.execute(client, buffer, 'sayso.exportQuotes', { vim.uri_from_bufnr(buffer), format }, function(text)
    if type(text) ~= 'string' then
      return fail('this is no text in which anybody could speak.')
    end
    vim.cmd((modifiers or '') .. ' new')
    vim.bo.buftype, vim.bo.bufhidden, vim.bo.swapfile = 'nofile', 'wipe', false
    vim.api.nvim_buf_set_lines(0, 0, -1, true, vim.split(text:gsub('\n$', ''), '\n', { plain = true }))
    vim.bo.modified = false
    vim.bo.filetype = formats[format]
  end)
end

--- Writes a page about a buffer's text, and opens it where pages are looked at unless a file is named for it.
--- @param buffer integer
--- @param path? string
function M.report(buffer, path)
  ask(buffer, 'sayso.report', function(answer)
    local target = path and vim.fn.fnamemodify(path, ':p') or vim.fn.tempname() .. '.html'
    local file, why = io.open(target, 'w')
    if not file then
      return fail(why)
    end
    file:write(answer.html)
    file:close()
    if path then
      return vim.notify(('sayso: the report is in %s.'):format(path), vim.log.levels.INFO)
    end
    local _, trouble = vim.ui.open(target)
    if trouble then
      fail(('the report is in %s, but nothing opened it: %s'):format(target, trouble))
    end
  end)
end

--- Has settings and lists of sources read again, and all open documents looked at anew.
--- @param buffer integer
function M.recheck(buffer)
  local client = client_of(buffer)
  if client then
    quotes.execute(client, buffer, 'sayso.recheck', {}, function()
      vim.notify('sayso: all open texts are looked at anew.', vim.log.levels.INFO)
    end)
  end
end

--- Names the speakers in the text of a buffer, or no longer.
--- @param buffer integer
function M.hints(buffer)
  if client_of(buffer) then
    vim.lsp.inlay_hint.enable(not vim.lsp.inlay_hint.is_enabled({ bufnr = buffer }), { bufnr = buffer })
  end
end

local function speakers_names(buffer)
  local client = require('sayso').client(buffer)
  return client and quotes.names(client, buffer) or {}
end

--- What each subcommand does with the words after it, and which these may be.
local subcommands = {
  quotes = {
    run = function(buffer, rest)
      M.quotes(buffer, rest ~= '' and rest or nil)
    end,
    words = speakers_names,
  },
  speakers = { run = M.speakers },
  export = {
    run = function(buffer, rest, modifiers)
      M.export(buffer, rest ~= '' and rest or nil, modifiers)
    end,
    words = function()
      return { 'csv', 'json', 'markdown' }
    end,
  },
  report = {
    run = function(buffer, rest)
      M.report(buffer, rest ~= '' and rest or nil)
    end,
    words = function()
      return {}
    end,
  },
  recheck = { run = M.recheck },
  hints = { run = M.hints },
  restart = {
    run = function()
      require('sayso.restart').restart()
    end,
  },
}

local function names()
  local all = vim.tbl_keys(subcommands)
  table.sort(all)
  return all
end

--- Carries out `:Sayso …`.
function M.run(command)
  local sayso = require('sayso')
  if not sayso.is_supported() then
    return fail('it needs Neovim 0.10 or newer; this one is older.')
  end
  local name, rest = command.args:match('^(%S*)%s*(.-)%s*$')
  local subcommand = subcommands[name]
  if not subcommand then
    local known = ':Sayso ' .. table.concat(names(), ', ')
    return fail(name == '' and 'say what to do: ' .. known or ('there is no “%s”: %s'):format(name, known))
  elseif rest ~= '' and not subcommand.words then
    return fail((':Sayso %s stands alone, without “%s”.'):format(name, rest))
  end
  subcommand.run(vim.api.nvim_get_current_buf(), rest, command.mods)
end

--- What may come next on the command line.
--- @return string[]
function M.complete(lead, line, cursor)
  local before = line:sub(1, cursor)
  local name, rest = before:match('Sayso%s+(%S+)%s+(.*)$')
  if not name then
    return vim.tbl_filter(function(each)
      return vim.startswith(each, lead)
    end, names())
  end
  local subcommand = subcommands[name]
  local fitting = {}
  for _, word in ipairs(subcommand and subcommand.words and subcommand.words(vim.api.nvim_get_current_buf()) or {}) do
    if vim.startswith(vim.fn.tolower(word), vim.fn.tolower(rest)) then
      -- What is typed of a name with several words stays; only its last word is replaced.
      fitting[#fitting + 1] = word:sub(#rest - #lead + 1)
    end
  end
  return fitting
end

return M
