--- Starts the sayso server for prose, and shows what it knows through Neovim's own language client.

local M = {}

--- @class sayso.Options
--- @field cmd? string[] the program and its arguments
--- @field filetypes? string[] where it runs
--- @field inlay_hints? boolean whether speakers are named in the text
--- @field highlights? boolean whether who says what has colours
--- @field settings? table what it reports, under `sayso`, where no sayso.toml does it

--- @type sayso.Options
local defaults = {
  cmd = { 'sayso', 'lsp' },
  filetypes = { 'markdown', 'text', 'html', 'tex', 'plaintex', 'typst', 'asciidoc', 'rst' },
  inlay_hints = true,
  highlights = true,
  settings = {},
}

--- A project's settings and its list of people: what is wrong in them is shown as they are typed.
local project_files = { ['sayso.toml'] = true, ['sources.toml'] = true }

--- What the server calls the file types for which Neovim has names of its own.
local language_ids = { text = 'plaintext', tex = 'latex', plaintex = 'latex', rst = 'restructuredtext' }

local root_markers = { 'sayso.toml', '.git' }

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

--- Whether Neovim itself starts servers that are enabled.
local function is_native()
  return M.is_supported() and vim.lsp.config ~= nil and vim.lsp.enable ~= nil
end

--- Whether a buffer holds one of the files about the project.
--- @param buffer integer
local function is_project_file(buffer)
  return project_files[vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buffer), ':t')] == true
end

--- Whether sayso has anything to say about a buffer: hovers and the like are Markdown too, but nobody's article.
--- @param buffer integer
--- @return boolean
function M.concerns(buffer)
  if vim.bo[buffer].buftype ~= '' then
    return false
  end
  return vim.tbl_contains(M.options().filetypes, vim.bo[buffer].filetype) or is_project_file(buffer)
end

--- @param filetypes string[]
local function with_project_files(filetypes)
  local all = vim.list_extend({}, filetypes)
  if not vim.tbl_contains(all, 'toml') then
    all[#all + 1] = 'toml'
  end
  return all
end

--- Has diagnostics sent, where Neovim would ask for them but can't be told to ask again: after a change of the settings it
--- would show what was true before.
--- @param parameters lsp.InitializeParams
local function prefer_sent_diagnostics(parameters)
  local capabilities = vim.deepcopy(parameters.capabilities)
  local workspace = capabilities.workspace or {}
  if capabilities.textDocument and not (workspace.diagnostics or {}).refreshSupport then
    capabilities.textDocument.diagnostic = nil
    parameters.capabilities = capabilities
  end
end

--- The configuration of the client as vim.lsp.start() and vim.lsp.config() take it.
function M.client_config()
  local options = M.options()
  return {
    name = 'sayso',
    cmd = options.cmd,
    filetypes = with_project_files(options.filetypes),
    root_dir = function(buffer, start)
      if vim.bo[buffer].filetype ~= 'toml' or is_project_file(buffer) then
        start(vim.fs.root(buffer, root_markers))
      end
    end,
    get_language_id = function(_, filetype)
      return language_ids[filetype] or filetype
    end,
    settings = options.settings,
    before_init = prefer_sent_diagnostics,
    commands = {
      -- What code lenses lead to. The server would show the first quote; here all of them are listed.
      ['sayso.showQuotes'] = function(command, context)
        require('sayso.commands').quotes(context.bufnr, command.arguments[2])
      end,
      ['sayso.exportQuotes'] = function(command, context)
        require('sayso.commands').export(context.bufnr, command.arguments[2])
      end,
    },
    on_exit = function(code, signal, id)
      require('sayso.restart').on_exit(code, signal, id)
    end,
  }
end

--- The configuration with whatever the user told Neovim itself about it.
local function whole_config()
  return is_native() and vim.deepcopy(vim.lsp.config.sayso) or M.client_config()
end

--- The command that will be run, with whatever the user told Neovim itself about it.
--- @return string[]|function
function M.command()
  local own = is_native() and vim.lsp.config.sayso
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
    vim.api.nvim_create_autocmd('LspAttach', { group = group, callback = M.on_attach })
    if M.options().highlights then
      require('sayso.highlights').link()
      vim.api.nvim_create_autocmd('ColorScheme', { group = group, callback = require('sayso.highlights').link })
    end
  end
  local native = is_native()
  if native then
    vim.lsp.config('sayso', {
      cmd = given.cmd,
      filetypes = given.filetypes and with_project_files(given.filetypes),
      settings = given.settings,
    })
    vim.lsp.enable('sayso')
  end
  local function on_open(buffer)
    if not M.concerns(buffer) then
      return
    elseif not M.is_supported() then
      M.report_unsupported()
    elseif not M.has_program() then
      M.report_missing_program()
    elseif not native then
      M.attach(buffer)
    end
  end
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = with_project_files(M.options().filetypes),
    callback = function(event)
      on_open(event.buf)
    end,
  })
  M.each_buffer(on_open)
end

--- Starts sayso with its defaults, unless setup() was called.
function M.start()
  if not given then
    M.setup()
  end
end

--- Calls `action` for each loaded buffer that sayso has anything to say about.
--- @param action fun(buffer: integer)
function M.each_buffer(action)
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buffer) and M.concerns(buffer) then
      action(buffer)
    end
  end
end

--- Whether a client that runs may serve another folder: Neovim 0.10 would start one for each file that is in none.
local function serves(client, config)
  return client.name == config.name and client.root_dir == config.root_dir and not client.is_stopped()
end

--- Attaches the server to a buffer; starts it if it doesn't run.
--- @param buffer integer
function M.attach(buffer)
  local config = whole_config()
  local reuse = config.reuse_client
  if not is_native() then
    reuse = serves
    -- Counting in UTF-16, Neovim 0.10 takes a cursor late in a line with curly quotes for one at its end.
    config.capabilities = vim.lsp.protocol.make_client_capabilities()
    config.capabilities.general.positionEncodings = { 'utf-8', 'utf-16' }
  end
  local function start(root)
    config.root_dir = root
    vim.lsp.start(config, { bufnr = buffer, reuse_client = reuse })
  end
  if type(config.root_dir) == 'function' then
    config.root_dir(buffer, start)
  else
    start(config.root_dir or vim.fs.root(buffer, config.root_markers or root_markers))
  end
end

--- The client of a buffer, if there is one.
--- @param buffer integer
--- @return vim.lsp.Client?
function M.client(buffer)
  return vim.lsp.get_clients({ bufnr = buffer, name = 'sayso' })[1]
end

--- Has the speakers named in the text of a buffer that the server was attached to.
function M.on_attach(event)
  local client = vim.lsp.get_client_by_id(event.data.client_id)
  if not client or client.name ~= 'sayso' then
    return
  end
  require('sayso.restart').remember(client.id, event.buf)
  if M.options().inlay_hints and not is_project_file(event.buf) then
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
