--- Starts the sayso server for prose, and shows what it knows through Neovim's own language client.

local M = {}

--- @class sayso.Options
--- @field cmd? string[] the program and its arguments
--- @field filetypes? string[] where it runs
--- @field inlay_hints? boolean whether speakers are named in the text

--- @type sayso.Options
local defaults = {
  cmd = { 'sayso', 'lsp' },
  filetypes = { 'markdown', 'text' },
  inlay_hints = true,
}

--- What setup() was given; nil until sayso was started.
--- @type sayso.Options?
local given

local reported = {}

local function warn_once(message)
  if not reported[message] then
    reported[message] = true
    vim.notify(message, vim.log.levels.WARN)
  end
end

--- @return boolean
function M.is_supported()
  return vim.fn.has('nvim-0.10') == 1
end

--- @return sayso.Options
function M.options()
  return vim.tbl_extend('force', defaults, given or {})
end

--- The configuration of the client as vim.lsp.start() and vim.lsp.config() take it.
function M.client_config()
  local options = M.options()
  return {
    name = 'sayso',
    cmd = options.cmd,
    filetypes = options.filetypes,
    root_markers = { 'sayso.toml', '.git' },
    get_language_id = function(_, filetype)
      return filetype == 'text' and 'plaintext' or filetype
    end,
  }
end

--- The command that will be run, with whatever the user told Neovim itself about it.
--- @return string[]|function
function M.command()
  local own = vim.lsp.config and vim.lsp.config.sayso
  return own and own.cmd or M.options().cmd
end

--- Starts sayso for the prose that is open and that will be.
--- @param options? sayso.Options
function M.setup(options)
  given = options or {}
  if vim.fn.has('nvim-0.7') == 0 then
    M.report_unsupported()
    return
  end
  local group = vim.api.nvim_create_augroup('sayso', {})
  if M.is_supported() then
    vim.api.nvim_create_autocmd('LspAttach', { group = group, callback = M.show_hints })
  end
  local natively = M.is_supported() and vim.lsp.config and vim.lsp.enable
  if natively then
    vim.lsp.config('sayso', { cmd = given.cmd, filetypes = given.filetypes })
    vim.lsp.enable('sayso')
  end
  local function on_prose(buffer)
    -- Hovers and the like are Markdown too, but nobody's article.
    if vim.bo[buffer].buftype ~= '' then
      return
    elseif not M.is_supported() then
      M.report_unsupported()
    elseif not M.has_program() then
      M.report_missing_program()
    elseif not natively then
      M.attach(buffer)
    end
  end
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = M.options().filetypes,
    callback = function(event)
      on_prose(event.buf)
    end,
  })
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buffer) and vim.tbl_contains(M.options().filetypes, vim.bo[buffer].filetype) then
      on_prose(buffer)
    end
  end
end

--- Starts sayso with its defaults, unless setup() was called.
function M.start()
  if not given then
    M.setup()
  end
end

--- Attaches the server to a buffer, on a Neovim that has no vim.lsp.enable().
--- @param buffer integer
function M.attach(buffer)
  local config = M.client_config()
  config.root_dir = vim.fs.root(buffer, config.root_markers)
  -- Counting in UTF-16, Neovim 0.10 takes a cursor late in a line with curly quotes for one at its end.
  config.capabilities = vim.lsp.protocol.make_client_capabilities()
  config.capabilities.general.positionEncodings = { 'utf-8', 'utf-16' }
  vim.lsp.start(config, { bufnr = buffer })
end

--- Has the speakers named in the text of a buffer that the server was attached to.
function M.show_hints(event)
  local client = vim.lsp.get_client_by_id(event.data.client_id)
  if client and client.name == 'sayso' and M.options().inlay_hints then
    vim.lsp.inlay_hint.enable(true, { bufnr = event.buf })
  end
end

--- @return boolean
function M.has_program()
  local command = M.command()
  return type(command) ~= 'table' or vim.fn.executable(command[1]) == 1
end

function M.report_missing_program()
  local message = "sayso can't run “%s”: there is no such program. "
    .. 'Install sayso, or give setup() its cmd; see :help sayso-install'
  warn_once(message:format(M.command()[1]))
end

function M.report_unsupported()
  warn_once('sayso needs Neovim 0.10 or newer; this one is older, so sayso stays off.')
end

return M
