--- :checkhealth sayso

local sayso = require('sayso')

local M = {}

-- Neovim before 0.10 has other names for these, and is told here that it is too old.
local health = vim.health or require('health')
local start = health.start or health.report_start
local ok = health.ok or health.report_ok
local warn = health.warn or health.report_warn
local error = health.error or health.report_error

function M.check()
  start('sayso')
  if not sayso.is_supported() then
    error('Neovim is older than 0.10', { 'Update Neovim: sayso shows speakers as inlay hints, which came with 0.10.' })
    return
  end
  ok('Neovim is new enough')

  local command = sayso.command()
  if type(command) ~= 'table' then
    ok('The server is started by a function of your own')
  elseif not sayso.has_program() then
    error(('There is no program “%s”'):format(command[1]), {
      'Install sayso, or give setup() its cmd; see :help sayso-install',
    })
    return
  else
    local version = vim.trim(vim.fn.system({ command[1], '--version' }))
    if vim.v.shell_error == 0 then
      ok(('%s: %s'):format(vim.fn.exepath(command[1]), version))
    else
      error(('“%s --version” failed: %s'):format(command[1], version))
      return
    end
  end

  local clients = vim.lsp.get_clients({ name = 'sayso' })
  if #clients == 0 then
    warn('The server is not running', {
      'It starts when you open a file of one of its types: ' .. table.concat(sayso.options().filetypes, ', '),
    })
  end
  for _, client in ipairs(clients) do
    ok(('The server is running, for %d buffer(s)'):format(vim.tbl_count(client.attached_buffers)))
  end
  ok('Its log is in ' .. require('vim.lsp.log').get_filename())
end

return M
