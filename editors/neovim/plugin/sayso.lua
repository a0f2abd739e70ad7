-- Starts sayso with its defaults, unless the user's own setup() has come first.

if vim.g.loaded_sayso then
  return
end
vim.g.loaded_sayso = true

if vim.fn.has('nvim-0.7') == 1 then
  vim.api.nvim_create_user_command('Sayso', function(command)
    require('sayso.commands').run(command)
  end, {
    nargs = '*',
    desc = 'Who said what in this text',
    complete = function(lead, line, cursor)
      return require('sayso.commands').complete(lead, line, cursor)
    end,
  })
end

local function start()
  require('sayso').start()
end

if vim.v.vim_did_enter == 1 then
  -- A plugin manager loads this late, and calls setup() right after.
  vim.schedule(start)
else
  vim.cmd([[autocmd VimEnter * ++once lua require('sayso').start()]])
end
