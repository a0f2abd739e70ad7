-- Starts sayso with its defaults, unless the user's own setup() has come first.

if vim.g.loaded_sayso then
  return
end
vim.g.loaded_sayso = true

local function start()
  require('sayso').start()
end

if vim.v.vim_did_enter == 1 then
  -- A plugin manager loads this late, and calls setup() right after.
  vim.schedule(start)
else
  vim.cmd([[autocmd VimEnter * ++once lua require('sayso').start()]])
end
