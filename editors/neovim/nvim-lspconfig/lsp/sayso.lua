---@brief
---
--- `sayso`, a language server that knows who said what in prose, and on whose authority.
---
--- It reads Markdown, plain text, HTML, LaTeX, Typst, AsciiDoc and reStructuredText, and a project's `sayso.toml` and
--- `sources.toml`. The program `sayso` must be on the `PATH`. What it reports is set by `settings.sayso`, where no `sayso.toml` beside the texts does it:
---
--- ```lua
--- vim.lsp.config('sayso', { settings = { sayso = { profile = 'essay' } } })
--- ```

-- What the server calls the file types for which Neovim has names of its own.
local language_ids = { text = 'plaintext', tex = 'latex', plaintex = 'latex', rst = 'restructuredtext' }

local project_files = { ['sayso.toml'] = true, ['sources.toml'] = true }

---@type vim.lsp.Config
return {
  cmd = { 'sayso', 'lsp' },
  filetypes = { 'markdown', 'text', 'html', 'tex', 'plaintex', 'typst', 'asciidoc', 'rst', 'toml' },
  root_dir = function(bufnr, on_dir)
    local name = vim.fs.basename(vim.api.nvim_buf_get_name(bufnr))
    if vim.bo[bufnr].filetype ~= 'toml' or project_files[name] then
      on_dir(vim.fs.root(bufnr, { 'sayso.toml', '.git' }))
    end
  end,
  before_init = function(params)
    -- Diagnostics are sent where Neovim can't be told to ask for them again: else they would be old after a change of settings.
    local capabilities = vim.deepcopy(params.capabilities)
    if capabilities.textDocument and not vim.tbl_get(capabilities, 'workspace', 'diagnostics', 'refreshSupport') then
      capabilities.textDocument.diagnostic = nil
      params.capabilities = capabilities
    end
  end,
  get_language_id = function(_, filetype)
    return language_ids[filetype] or filetype
  end,
}
