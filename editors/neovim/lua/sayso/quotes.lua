--- What the server knows of who says what in a buffer, and how that is written in lists.

local M = {}

--- @class sayso.Quote
--- @field text string
--- @field range lsp.Range
--- @field kind string
--- @field cue string

--- @class sayso.Speaker
--- @field name string|vim.NIL nobody for sure has none
--- @field heading string
--- @field roles string[]
--- @field words integer
--- @field quotes sayso.Quote[]

local is_new = vim.fn.has('nvim-0.11') == 1

--- Has the server carry out a command, and gives `on_result` what it answers. Errors are shown.
--- @param client vim.lsp.Client
--- @param buffer integer
--- @param command string
--- @param arguments any[]
--- @param on_result fun(result: any)
function M.execute(client, buffer, command, arguments, on_result)
  local parameters = { command = command, arguments = arguments }
  local function answered(failure, result)
    if failure then
      vim.notify('sayso: ' .. (failure.message or vim.inspect(failure)), vim.log.levels.ERROR)
    else
      on_result(result)
    end
  end
  if is_new then
    client:request('workspace/executeCommand', parameters, answered, buffer)
  else
    client.request('workspace/executeCommand', parameters, answered, buffer)
  end
end

--- The names of those who speak in a buffer, as far as they are known at once.
--- @param client vim.lsp.Client
--- @param buffer integer
--- @return string[]
function M.names(client, buffer)
  local parameters = { command = 'sayso.speakers', arguments = { vim.uri_from_bufnr(buffer) } }
  local method, patience = 'workspace/executeCommand', 500
  local answer
  if is_new then
    answer = client:request_sync(method, parameters, patience, buffer)
  else
    answer = client.request_sync(method, parameters, patience, buffer)
  end
  local names = {}
  for _, speaker in ipairs(answer and type(answer.result) == 'table' and answer.result.speakers or {}) do
    if type(speaker.name) == 'string' then
      names[#names + 1] = speaker.name
    end
  end
  return names
end

--- The byte in a line that the server calls `character`.
local function byte(line, character, encoding)
  if encoding == 'utf-8' then
    return math.min(character, #line)
  elseif is_new then
    return vim.str_byteindex(line, encoding, character, false)
  end
  local ok, index = pcall(vim.str_byteindex, line, character, encoding == 'utf-16')
  return ok and index or #line
end

--- Quotes as entries of the quickfix list, in the order of the text.
--- @param speakers sayso.Speaker[]
--- @param buffer integer
--- @param encoding string
function M.entries(speakers, buffer, encoding)
  local entries = {}
  local function line(number)
    return vim.api.nvim_buf_get_lines(buffer, number, number + 1, false)[1] or ''
  end
  for _, speaker in ipairs(speakers) do
    local name = type(speaker.name) == 'string' and speaker.name or speaker.heading
    for _, quote in ipairs(speaker.quotes) do
      local first, last = quote.range.start, quote.range['end']
      entries[#entries + 1] = {
        bufnr = buffer,
        lnum = first.line + 1,
        col = byte(line(first.line), first.character, encoding) + 1,
        end_lnum = last.line + 1,
        end_col = byte(line(last.line), last.character, encoding) + 1,
        text = name .. ': ' .. (quote.text ~= '' and quote.text or '…'),
      }
    end
  end
  table.sort(entries, function(one, other)
    if one.lnum ~= other.lnum then
      return one.lnum < other.lnum
    end
    return one.col < other.col
  end)
  return entries
end

--- Who somebody is and how much they say, on one line.
--- @param speaker sayso.Speaker
--- @param speakers sayso.Speaker[] all of the text
function M.summary(speaker, speakers)
  local words = 0
  for _, each in ipairs(speakers) do
    words = words + each.words
  end
  local count = #speaker.quotes
  local share = words > 0 and math.floor(100 * speaker.words / words + 0.5) or 0
  return ('%s · %d %s · %d %% of the words'):format(speaker.heading, count, count == 1 and 'quote' or 'quotes', share)
end

return M
