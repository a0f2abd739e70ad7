;;; sayso.el --- Who said what in prose, by Eglot or lsp-mode  -*- lexical-binding: t; -*-

;; Author: The sayso authors
;; URL: <>
;; Version: 0.1.0
;; Package-Requires: ((emacs "29.1"))
;; Keywords: wp, convenience
;; SPDX-License-Identifier: MIT OR Apache-2.0

;;; Commentary:

;; sayso reads prose while it is written and knows who said what, and on
;; whose authority.  This package makes the language server known to Eglot
;; and to lsp-mode, whichever you use:
;;
;;   (require 'sayso)
;;   (add-hook 'markdown-mode-hook #'sayso-ensure)
;;
;; The same goes for the hooks of `latex-mode', `typst-ts-mode', `adoc-mode',
;; `rst-mode', `html-mode' and `text-mode'.
;;
;; The program sayso must be on the variable `exec-path', or be named in
;; `sayso-program'.

;;; Code:

(defgroup sayso nil
  "Who said what in prose."
  :group 'text
  :prefix "sayso-")

(defcustom sayso-program "sayso"
  "The program to run: a name on the variable `exec-path', or a file."
  :type 'string)

(defcustom sayso-arguments '("lsp")
  "Arguments of the program, as a list of strings."
  :type '(repeat string))

(defcustom sayso-settings nil
  "What is reported, where no sayso.toml tells, as a plist.
For example (:profile \"essay\" :rules (:vague-source \"hint\")).
It is read at the start of the server."
  :type 'plist)

(defcustom sayso-client 'eglot
  "What talks to the server for `sayso-ensure'."
  :type '(choice (const :tag "Eglot" eglot) (const :tag "lsp-mode" lsp-mode)))

(defvar eglot-server-programs)
(defvar lsp-language-id-configuration)
(declare-function eglot-current-server "eglot")
(declare-function eglot-ensure "eglot")
(declare-function eglot-path-to-uri "eglot")
(declare-function eglot--path-to-uri "eglot")
(declare-function jsonrpc-request "jsonrpc")
(declare-function lsp--buffer-uri "lsp-mode")
(declare-function lsp-activate-on "lsp-mode")
(declare-function lsp-deferred "lsp-mode")
(declare-function lsp-find-workspace "lsp-mode")
(declare-function lsp-register-client "lsp-mode")
(declare-function lsp-request "lsp-mode")
(declare-function lsp-stdio-connection "lsp-mode")
(declare-function make-lsp-client "lsp-mode")

(defun sayso--command ()
  "The program and its arguments, as a list of strings."
  (cons sayso-program sayso-arguments))

(defun sayso--options ()
  "The options for the start of the server; an empty object if there are none."
  (or sayso-settings (make-hash-table)))

(defun sayso--eglot-contact (&rest _)
  "Tell Eglot what to run, and with which options."
  (append (sayso--command) (list :initializationOptions (sayso--options))))

;; The last is what most of the others derive from.
(defconst sayso--languages
  '((markdown-mode . "markdown")
    (rst-mode . "restructuredtext")
    (adoc-mode . "asciidoc")
    (typst-ts-mode . "typst")
    (latex-mode . "latex")
    (LaTeX-mode . "latex")
    (plain-tex-mode . "tex")
    (html-mode . "html")
    (html-ts-mode . "html")
    (text-mode . "plaintext"))
  "The modes for texts that are read, and what the server calls them.")

(defun sayso--eglot-program (language)
  "What Eglot is told of LANGUAGE, which is one of `sayso--languages'."
  (cons (list (car language) :language-id (cdr language)) #'sayso--eglot-contact))

;; Before what Eglot has for Markdown.  Other modes keep what Eglot has for
;; them, unless `sayso-ensure' is on their hook.
(with-eval-after-load 'eglot
  (dolist (language sayso--languages)
    (add-to-list 'eglot-server-programs (sayso--eglot-program language)
                 (not (eq (car language) 'markdown-mode)))))

(with-eval-after-load 'lsp-mode
  (dolist (language sayso--languages)
    (add-to-list 'lsp-language-id-configuration language t))
  (lsp-register-client
   (make-lsp-client :new-connection (lsp-stdio-connection #'sayso--command)
                    :activation-fn (apply #'lsp-activate-on (delete-dups (mapcar #'cdr sayso--languages)))
                    :initialization-options #'sayso--options
                    :add-on? t
                    :server-id 'sayso)))

(defun sayso--on-own-hook-p ()
  "Whether `sayso-ensure' is on the hook of this mode rather than of all text."
  (let ((mode major-mode) found)
    (while (and mode (not found) (not (eq mode 'text-mode)))
      (let ((hook (intern-soft (format "%s-hook" mode))))
        (setq found (and hook (boundp hook) (memq #'sayso-ensure (ensure-list (symbol-value hook))))
              mode (get mode 'derived-mode-parent))))
    found))

(defun sayso--before-other-servers ()
  "Have Eglot run sayso in this buffer, whatever it has for the mode."
  (when-let* ((language (seq-find (lambda (language) (derived-mode-p (car language))) sayso--languages)))
    (setq-local eglot-server-programs
                (cons (sayso--eglot-program (cons major-mode (cdr language))) eglot-server-programs))))

;;;###autoload
(defun sayso-ensure ()
  "Start sayso for this buffer, by way of `sayso-client'.
For hooks, such as `markdown-mode-hook'.  Eglot runs one server in a
buffer: on a mode's own hook that is sayso; on `text-mode-hook', modes that
derive from it and have a server keep theirs."
  (if (eq sayso-client 'lsp-mode)
      (lsp-deferred)
    (require 'eglot)
    (when (sayso--on-own-hook-p)
      (sayso--before-other-servers))
    (eglot-ensure)))

(defun sayso--execute (command &rest arguments)
  "Have the server of this buffer execute COMMAND with ARGUMENTS."
  (let ((parameters (list :command command :arguments (vconcat arguments))))
    (cond
     ((and (fboundp 'eglot-current-server) (eglot-current-server))
      (jsonrpc-request (eglot-current-server) :workspace/executeCommand parameters))
     ((and (fboundp 'lsp-find-workspace) (lsp-find-workspace 'sayso))
      (lsp-request "workspace/executeCommand" parameters))
     (t (user-error "The sayso server isn't running in this buffer")))))

(defun sayso--uri ()
  "The URI of the file of this buffer, as the server knows it."
  (cond
   ((null buffer-file-name) (user-error "This buffer has no file"))
   ((and (fboundp 'eglot-current-server) (eglot-current-server))
    (if (fboundp 'eglot-path-to-uri)
        (eglot-path-to-uri buffer-file-name)
      (eglot--path-to-uri buffer-file-name)))
   (t (lsp--buffer-uri))))

;;;###autoload
(defun sayso-export (format)
  "Show who said what in this buffer, as FORMAT, in a buffer of its own.
FORMAT is \"markdown\", \"csv\" or \"json\"."
  (interactive (list (completing-read "Format: " '("markdown" "csv" "json") nil t nil nil "markdown")))
  (let ((text (sayso--execute "sayso.exportQuotes" (sayso--uri) format))
        (name (format "*sayso: %s*" (file-name-nondirectory buffer-file-name))))
    (pop-to-buffer (get-buffer-create name))
    (let ((inhibit-read-only t))
      (erase-buffer)
      (insert text))
    (goto-char (point-min))
    (special-mode)))

;;;###autoload
(defun sayso-recheck ()
  "Read settings and lists of sources again, and look at all texts anew."
  (interactive)
  (sayso--execute "sayso.recheck"))

(provide 'sayso)
;;; sayso.el ends here
