-- Read by Neovim 0.11 and newer, as the lowest layer of vim.lsp.config('sayso').
return require('sayso').client_config()
