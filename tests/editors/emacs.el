;;; emacs.el --- Opens an article in Emacs as a page says, and looks at what is shown  -*- lexical-binding: t; -*-

;; run.sh starts it, in batch.  From the environment: CONFIGURATION, the file
;; with what the page says; ARTICLE, the file to open; MODE, the mode that it
;; must have; EXPECTED, the words at which findings are expected, in their
;; order.  On the PATH: sayso.

(require 'cl-lib)
(require 'package)
(add-to-list 'package-directory-list "/usr/share/emacs/site-lisp/elpa")
(package-initialize)
(setq create-lockfiles nil make-backup-files nil
      lsp-warn-no-matched-clients nil lsp-auto-guess-root t lsp-enable-snippet nil lsp-enable-suggest-server-download nil
      lsp-session-file (expand-file-name "lsp-session" (getenv "HOME"))
      flymake-no-changes-timeout 0.1)
(dolist (library '(markdown-mode lsp-mode))
  (require library nil t))

(defun test-check (name right got)
  "Fail as NAME unless RIGHT; GOT says what is there instead."
  (unless right
    (message "not so: %s; got: %S" name got)
    (kill-emacs 1))
  (message "ok: %s" name))

(defun test-eventually (name look)
  "Wait until LOOK gives something, and give that; fail as NAME after a while."
  (let ((end (+ (float-time) 30)) got)
    (while (and (not (setq got (funcall look))) (< (float-time) end))
      (accept-process-output nil 0.05)
      ;; batch has no idle time: what waits for that is run by hand
      (mapc (lambda (timer) (ignore-errors (timer-event-handler timer))) (copy-sequence timer-idle-list))
      (sit-for 0.02))
    (test-check name got (list (buffer-name) major-mode (process-list)))
    got))

(defun test-with-eglot ()
  "Whether Eglot manages this buffer."
  (and (fboundp 'eglot-managed-p) (eglot-managed-p)))

(defun test-request (method parameters)
  "What the server answers to METHOD with PARAMETERS."
  (if (test-with-eglot)
      (jsonrpc-request (eglot-current-server) method parameters)
    (lsp-request (substring (symbol-name method) 1) parameters)))

(defun test-findings ()
  "The words that are marked, in their order."
  (if (test-with-eglot)
      (mapcar (lambda (it) (buffer-substring-no-properties (flymake-diagnostic-beg it) (flymake-diagnostic-end it)))
              (sort (copy-sequence (flymake-diagnostics))
                    (lambda (a b) (< (flymake-diagnostic-beg a) (flymake-diagnostic-beg b)))))
    (mapcar (lambda (it)
              (let ((region (lsp--range-to-region (lsp-get it :range))))
                (buffer-substring-no-properties (car region) (cdr region))))
            (and (fboundp 'lsp--get-buffer-diagnostics) (lsp--get-buffer-diagnostics)))))

(load (getenv "CONFIGURATION") nil t)
(find-file (getenv "ARTICLE"))
(test-check (concat "the mode is " (getenv "MODE")) (derived-mode-p (intern (getenv "MODE"))) major-mode)
(run-hooks 'post-command-hook)

(let ((expected (split-string (or (getenv "EXPECTED") "") "|" t)))
  (test-eventually "it is there" (lambda () (or (test-with-eglot) (bound-and-true-p lsp--buffer-workspaces))))
  (if expected
      (test-eventually "findings are marked" (lambda () (equal (test-findings) expected)))
    ;; who is not told so has had time to mark something
    (dotimes (_ 30)
      (accept-process-output nil 0.05))
    (test-check "nothing is marked" (null (test-findings)) (test-findings))))

(goto-char (point-min))
(re-search-forward "\\_<she said")
(goto-char (match-beginning 0))
(let* ((place (if (test-with-eglot)
                  (eglot--TextDocumentPositionParams)
                (lsp--text-document-position-params)))
       (hover (format "%S" (test-request :textDocument/hover place))))
  (test-check "hover says who she is" (string-match-p "Ada Marsh.*the mayor of Saltby" (string-replace "\n" " " hover)) hover))

(when (test-with-eglot)
  (eglot-inlay-hints-mode 1)
  (test-eventually "she is named in the text"
                   (lambda ()
                     ;; nothing is drawn in batch: ask for what would be
                     (eglot--update-hints-1 (point-min) (point-max))
                     (accept-process-output nil 0.1)
                     (cl-some (lambda (it)
                                (and (overlay-get it 'eglot--inlay-hint)
                                     (string-match-p "Ada Marsh" (concat (overlay-get it 'before-string) (overlay-get it 'after-string)))))
                              (overlays-in (point-min) (point-max))))))

(when (fboundp 'sayso-export)
  (save-window-excursion
    (sayso-export "markdown")
    (test-check "who said what is exported" (string-match-p "^## Ada Marsh" (buffer-string)) (buffer-string)))
  (sayso-recheck)
  (test-check "all is looked at anew" t nil))
(kill-emacs 0)
