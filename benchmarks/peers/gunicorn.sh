#!/usr/bin/env bash
# gunicorn with two workers; HUP reloads.
source "$(dirname "$0")/common.sh"

case "$verb" in
  start)
    need gunicorn "apt-get install gunicorn"
    # Threads, because the workers of the default kind keep no connection.
    background gunicorn gunicorn --chdir "$here" --bind "127.0.0.1:$port" --workers 2 \
      --worker-class gthread --threads 16 --keep-alive 75 gunicorn_app:application
    ;;
  reload)
    master="$(pid_of gunicorn)"
    before="$(children "$master")"
    kill -HUP "$master"
    await "new workers" replaced "$master" $before
    ;;
  stop) end gunicorn ;;
esac
