--- :checkhealth sayso

local sayso = require('sayso')

local M = {}

-- Neovim before 0.10 has other names for these, and is told here that it is too old.
local health = vim.health or require('health')
local start = health.start or health.report_start
local ok = health.ok or health.report_ok
local info = health.info or health.report_info
local warn = health.warn or health.report_warn
local error = health.error or health.report_error

--- What newer versions of Neovim show of what the server knows, and whether this one does.
local function newer()
  return {
    { 'configuration by vim.lsp.config() (0.11)', vim.lsp.config ~= nil },
    { 'completion while you type, by vim.lsp.completion (0.11)', vim.lsp.completion ~= nil },
    { 'folds, by vim.lsp.foldexpr() (0.11)', vim.lsp.foldexpr ~= nil },
    { 'selections that grow, by vim.lsp.buf.selection_range() (0.12)', vim.lsp.buf.selection_range ~= nil },
  }
end

local function check_neovim()
  ok('Neovim is new enough')
  for _, feature in ipairs(newer()) do
    if not feature[2] then
      info('Not in this Neovim: ' .. feature[1])
    end
  end
end

--- Whether there is a program that can be run.
local function check_program()
  local command = sayso.command()
  if type(command) ~= 'table' then
    ok('The server is started by a function of your own')
    return true
  elseif not sayso.has_program() then
    error(('There is no program “%s”'):format(command[1]), {
      'Install sayso, or give setup() its cmd; see :help sayso-install',
    })
    return false
  end
  local version = vim.trim(vim.fn.system({ command[1], '--version' }))
  if vim.v.shell_error ~= 0 then
    error(('“%s --version” failed: %s'):format(command[1], version))
    return false
  end
  ok(('%s: %s'):format(vim.fn.exepath(command[1]), version))
  return true
end

local function check_clients()
  local clients = vim.lsp.get_clients({ name = 'sayso' })
  if #clients == 0 then
    local types = table.concat(sayso.options().filetypes, ', ')
    warn('The server is not running', {
      'It starts when you open a file of one of its types: ' .. types .. '; or sayso.toml or sources.toml.',
      'If one is open, :Sayso restart starts it.',
    })
  end
  for _, client in ipairs(clients) do
    ok(('The server is running, for %d buffer(s)'):format(vim.tbl_count(client.attached_buffers)))
    info('Its folder: ' .. (client.config.root_dir or 'none, each file by itself'))
  end
  sayso.each_buffer(function(buffer)
    if #clients > 0 and not sayso.client(buffer) then
      warn(('It is not attached to %s'):format(vim.api.nvim_buf_get_name(buffer)), { ':Sayso restart attaches it.' })
    end
  end)
end

function M.check()
  start('sayso')
  if not sayso.is_supported() then
    error('Neovim is older than 0.10', { 'Update Neovim: sayso shows speakers as inlay hints, which came with 0.10.' })
    return
  end
  check_neovim()
  if check_program() then
    check_clients()
    info('Its log is in ' .. require('vim.lsp.log').get_filename())
  end
end

return M
