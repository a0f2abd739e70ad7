--- The colours of who says what, as links that a colour scheme or a user may replace.

local M = {}

--- What is said without quotation marks stays plain: it is most of many texts.
local links = {
  ['@lsp.type.source'] = 'Identifier',
  ['@lsp.type.cue'] = 'Statement',
  ['@lsp.typemod.content.direct'] = 'String',
  ['@lsp.typemod.source.unresolved'] = 'DiagnosticHint',
  ['@lsp.typemod.source.anonymous'] = 'DiagnosticInfo',
}

--- Makes the links, but where there is a colour already.
function M.link()
  for group, target in pairs(links) do
    vim.api.nvim_set_hl(0, group, { link = target, default = true })
  end
end

return M
