" Opens an article in Vim with ALE as the page says, and looks at what ALE shows. run.sh starts it.
"
" From the environment: ARTICLE, the file to open; SAID, the file for what is found out. On the PATH: sayso.

function! s:Check(name, right, got) abort
  if !a:right
    call writefile(['not so: ' . a:name . '; got: ' . string(a:got)], $SAID, 'a')
    cquit 1
  endif
  call writefile(['ok: ' . a:name], $SAID, 'a')
endfunction

" What Look gives, as soon as it gives anything.
function! s:Eventually(name, Look) abort
  for l:turn in range(600)
    let l:got = a:Look()
    if !empty(l:got)
      break
    endif
    sleep 50m
  endfor
  call s:Check(a:name, !empty(l:got), execute('messages'))
  return l:got
endfunction

" The marked words, by line.
function! s:Findings() abort
  return map(getloclist(0), {_, it -> it.lnum . ': ' . strpart(getline(it.lnum), it.col - 1, it.end_col - it.col + 1) . ': ' . it.text})
endfunction

try
  execute 'edit' $ARTICLE
  call s:Check('its type is Markdown', &filetype ==# 'markdown', &filetype)
  let s:found = s:Eventually('findings are listed', function('s:Findings'))
  call s:Check('at their places', len(s:found) == 1 && s:found[0] =~# '^5: Experts: vague-source: “Experts” could be anyone', s:found)
  call search('she said')
  let g:ale_hover_to_preview = 1
  ALEHover
  let s:hover = s:Eventually('hover opens', {-> filter(range(1, winnr('$')), {_, it -> getwinvar(it, '&previewwindow')})})
  let s:text = join(getbufline(winbufnr(s:hover[0]), 1, '$'), "\n")
  call s:Check('it says who she is', s:text =~# 'Ada Marsh' && s:text =~# 'the mayor of Saltby', s:text)
  pclose!

  execute 'edit' fnamemodify($ARTICLE, ':h') . '/plain.txt'
  call s:Check('its type is text', &filetype ==# 'text', &filetype)
  let s:found = s:Eventually('findings in plain text', function('s:Findings'))
  call s:Check('too', s:found[0] =~# '^1: Experts: ', s:found)
catch
  call s:Check('it runs', 0, [v:exception, v:throwpoint])
endtry
qall!
