# Drives an editor in a terminal of its own: types keys, and waits for what must be on the screen. For bash; needs tmux.
# shellcheck shell=bash

# A server of tmux that nobody else uses, which ends with the script.
terminal=sayso-$$
trap 'tmux -L "$terminal" kill-server 2>/dev/null || true' EXIT

# in_terminal COMMAND…
in_terminal() {
  tmux -L "$terminal" -f /dev/null new-session -d -s editor -x 140 -y 40 "$(printf '%q ' "$@")"
  tmux -L "$terminal" set-option -g escape-time 0 >/dev/null
}

# Presses keys, by tmux's names for them, one after the other.
press() {
  local key
  for key; do
    tmux -L "$terminal" send-keys -t editor -- "$key"
    sleep 0.1
  done
}

screen() {
  tmux -L "$terminal" capture-pane -p -t editor
}

# shows WHAT PATTERN: waits until a line of the screen fits.
shows() {
  local _
  for _ in $(seq 300); do
    if screen | grep -qE -- "$2"; then
      echo "ok: $1"
      return
    fi
    sleep 0.1
  done
  echo "not so: $1: there is no $2 on the screen:" >&2
  screen >&2
  exit 1
}
