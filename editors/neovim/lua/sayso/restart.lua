--- Starts the server again when a person asks for it, and when it ends by itself; not for ever.

local M = {}

--- How many ends within how long are too many.
local limit = { ends = 4, minutes = 3 }

--- The buffers that each client was attached to, by its id.
--- @type table<integer, table<integer, boolean>>
local attached = {}

--- The clients that were ended to be started again, by id.
--- @type table<integer, boolean>
local wanted = {}

--- When servers ended by themselves, in milliseconds.
--- @type integer[]
local ends = {}

--- Whether the server ends so often that it is of no use to start it.
local function ends_too_often()
  local now = vim.uv.now()
  ends = vim.tbl_filter(function(time)
    return now - time < limit.minutes * 60 * 1000
  end, ends)
  ends[#ends + 1] = now
  return #ends >= limit.ends
end

--- Notes that a client was attached to a buffer.
--- @param id integer
--- @param buffer integer
function M.remember(id, buffer)
  attached[id] = attached[id] or {}
  attached[id][buffer] = true
end

local function attach_again(buffers)
  for buffer in pairs(buffers) do
    if vim.api.nvim_buf_is_valid(buffer) and vim.api.nvim_buf_is_loaded(buffer) then
      require('sayso').attach(buffer)
    end
  end
end

--- @param code integer
--- @param signal integer
--- @param id integer
function M.on_exit(code, signal, id)
  -- SIGTERM is Neovim's own way to end a server that is not wanted any more.
  local by_itself = (code ~= 0 or signal ~= 0) and signal ~= 15
  vim.schedule(function()
    local buffers, asked_for = attached[id] or {}, wanted[id]
    attached[id], wanted[id] = nil, nil
    -- One that never was attached could not be started at all.
    if vim.v.exiting ~= vim.NIL or next(buffers) == nil then
      return
    elseif asked_for then
      attach_again(buffers)
    elseif by_itself and not ends_too_often() then
      attach_again(buffers)
    elseif by_itself then
      local message = "sayso's server ended %d times within %d minutes and is left off for now. "
        .. ':Sayso restart starts it again; its log is in %s'
      vim.notify(message:format(limit.ends, limit.minutes, require('vim.lsp.log').get_filename()), vim.log.levels.ERROR)
    end
  end)
end

--- Ends the servers that run and starts them again; where none runs, starts one.
function M.restart()
  ends = {}
  local sayso = require('sayso')
  local clients = vim.lsp.get_clients({ name = 'sayso' })
  for _, client in ipairs(clients) do
    wanted[client.id] = true
    if vim.fn.has('nvim-0.11') == 1 then
      client:stop()
    else
      client.stop()
    end
  end
  sayso.each_buffer(function(buffer)
    if not sayso.client(buffer) then
      sayso.attach(buffer)
    end
  end)
end

return M
